package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.DetachPartition;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.EnumSet;
import java.util.Set;

/** DETACH PARTITION: the whole table has fewer rows. */
final class DetachedPartition implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "detach-partition", "A partition is detached.", CONTRACT, BLOCKS, FAILS)
            .why("""
                    The partitioned table loses the partition's rows at once, and new rows of its bound have no place left, or go into the
                    default partition. Without `CONCURRENTLY` it takes `ACCESS EXCLUSIVE` on the partitioned table: it waits
                    for everybody who works with any partition, and everybody waits behind it.""")
            .who("""
                    The release that runs now, where it still reads those rows through the partitioned table or writes such ones
                    (`23514`, *no partition of relation found for row*).""")
            .way("""
                    Detach `CONCURRENTLY` in a migration of its own that is tagged as a contract. PostgreSQL refuses that while there is
                    a default partition; then detach with a short lock timeout.""")
            .cost(
                    "It waits for all transactions that are older, and leaves a detach that is pending when it is interrupted.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter
                && !scope.unused(alter.relation().name())) {
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof DetachPartition detach
                        && !detach.finalizing()
                        && !scope.unused(detach.partition())) {
                    findings.add(hit(alter, detach, scope));
                }
            }
        }
    }

    private static Hit hit(AlterTable alter, DetachPartition detach, Scope scope) {
        QualifiedName table = alter.relation().name();
        String whole = scope.text(table);
        String partition = scope.text(detach.partition());
        boolean defaults = scope.schema().children(scope.name(table)).stream().anyMatch(Table::defaultPartition);
        String message = "code that runs now no longer finds the rows of " + partition + " in " + whole;
        Set<Verdict> verdicts = EnumSet.of(CONTRACT);
        if (detach.concurrently() && defaults) {
            verdicts.add(FAILS);
            message += ", and PostgreSQL refuses CONCURRENTLY because " + whole + " has a default partition";
        } else if (!detach.concurrently()) {
            verdicts.add(BLOCKS);
            message += ", and everybody who works with " + whole + " waits behind this";
        }
        String plain = "ALTER TABLE " + whole + " DETACH PARTITION " + partition;
        Way way = Way.NONE
                .then("release a version that needs those rows no longer")
                .contract(
                        defaults
                                ? "CONCURRENTLY is refused while there is a default partition"
                                : "alone in its migration",
                        (defaults ? "-- bellows:lock-timeout 1s\n" + plain : plain + " CONCURRENTLY") + ";");
        return Hit.at(detach.place(), message).being(verdicts).way(way).assuming(scope.assumed(table));
    }
}
