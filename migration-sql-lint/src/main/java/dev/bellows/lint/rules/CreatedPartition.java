package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.BLOCKS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.PartitionBound;
import dev.bellows.sql.tree.PartitionKey;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE … PARTITION OF a table in use. */
final class CreatedPartition implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "create-partition", "A partition is created under a lock on the whole table.", BLOCKS, ADVICE)
            .why("""
                    `CREATE TABLE … PARTITION OF` takes `ACCESS EXCLUSIVE` on the partitioned table: it waits for everybody who works
                    with any partition, and everybody waits behind it. With a default partition it reads that one whole under the
                    same locks, for rows that belong into the new one.""")
            .who(
                    "Everybody who reads or writes the partitioned table, for as long as the default partition takes to read.")
            .way("""
                    Create the table on its own, `LIKE` the partitioned one, and attach it: that takes `SHARE UPDATE EXCLUSIVE`, which
                    lets readers and writers pass.""")
            .cost("A statement more; with a default partition a `CHECK` on it and its validation.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof CreateTable table)) {
            return;
        }
        @Nullable QualifiedName whole = table.partitionOf();
        if (whole == null || scope.unused(whole)) {
            return;
        }
        List<ObjectName> read = scope.effect().scans().stream()
                .filter(name -> !scope.unused(name))
                .toList();
        String parent = scope.text(whole);
        String message = read.isEmpty()
                ? "everybody who reads or writes " + parent + " waits behind this, and this waits for all of them"
                : "nobody can read or write " + parent + " while every row of its default partition "
                        + read.get(0).name() + " is looked at";
        findings.add(Hit.at(table.place(), message)
                .being(read.isEmpty() ? ADVICE : BLOCKS)
                .way(way(table, whole, scope, !read.isEmpty()))
                .assuming(scope.assumed(whole)));
    }

    private static Way way(CreateTable table, QualifiedName whole, Scope scope, boolean proof) {
        PartitionWay ways = new PartitionWay(scope, whole, table.partitionBound());
        Way way = proof ? ways.excluding(Way.NONE) : Way.NONE;
        String own = scope.text(table.name());
        String bound = table.partitionBound() == null ? "DEFAULT" : bound(table.partitionBound(), scope);
        String key = table.partitionBy() == null ? "" : " " + partitionBy(table.partitionBy(), scope);
        way = way.expand(
                "attaching an empty table takes an instant",
                "CREATE TABLE " + own + " (LIKE " + scope.text(whole) + " INCLUDING ALL EXCLUDING IDENTITY)" + key
                        + ";\nALTER TABLE " + scope.text(whole) + " ATTACH PARTITION " + own + " " + bound + ";");
        return proof ? ways.tidying(way, null) : way;
    }

    private static String bound(PartitionBound bound, Scope scope) {
        String text = scope.text(bound);
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.startsWith("FOR") || upper.startsWith("DEFAULT") ? text : "FOR VALUES " + text;
    }

    private static String partitionBy(PartitionKey key, Scope scope) {
        String text = scope.text(key);
        return text.toUpperCase(Locale.ROOT).startsWith("PARTITION") ? text : "PARTITION BY " + text;
    }
}
