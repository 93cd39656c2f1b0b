package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.AttachPartition;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;

/** ATTACH PARTITION of a table whose rows must be looked at. */
final class AttachedPartition implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "attach-partition", "A table becomes a partition, and all its rows are looked at.", BLOCKS)
            .why("""
                    `ATTACH PARTITION` reads the table under an `ACCESS EXCLUSIVE` lock to see that each row belongs into it, unless a
                    validated `CHECK` says so already. The default partition is locked likewise and read for rows that belong
                    into the new one. The partitioned table itself is locked weakly.""")
            .who("Everybody who reads or writes the table or the default partition, until the last row is read.")
            .way("""
                    Add a `CHECK` that says the bound `NOT VALID`, validate it in another transaction, attach, drop the check. The
                    default partition needs one that says the contrary.""")
            .cost(
                    "Four migrations. From the first one on the check refuses rows that do not fit, which ATTACH would do too.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter) {
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof AttachPartition attach && attach.bound() != null) {
                    attached(alter, attach, scope, findings);
                }
            }
        }
    }

    private static void attached(AlterTable alter, AttachPartition attach, Scope scope, Findings findings) {
        QualifiedName whole = alter.relation().name();
        QualifiedName partition = attach.partition();
        List<ObjectName> read = scope.effect().scans().stream()
                .filter(name -> !scope.unused(name))
                .toList();
        if (read.isEmpty()) {
            return;
        }
        PartitionWay ways = new PartitionWay(scope, whole, attach.bound());
        boolean own = read.contains(scope.name(partition));
        boolean other = read.stream().anyMatch(name -> !name.equals(scope.name(partition)));
        Way way = own ? ways.proving(Way.NONE, partition) : Way.NONE;
        way = other ? ways.excluding(way) : way;
        way = way.expand("takes an instant now", scope.text(alter) + ";");
        way = ways.tidying(way, own ? partition : null);
        String names = String.join(
                " and ",
                read.stream()
                        .map(name -> name.equals(scope.name(partition))
                                ? scope.text(partition)
                                : "the default partition " + name.name())
                        .toList());
        findings.add(Hit.at(attach.place(), "nobody can read or write " + names + " while every row of it is looked at")
                .way(way)
                .assuming(scope.assumed(partition)));
    }
}
