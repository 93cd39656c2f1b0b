package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Statement;

/** CREATE INDEX CONCURRENTLY on a partitioned table, which PostgreSQL refuses. */
final class ConcurrentIndexOnPartitioned implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "concurrent-index-on-partitioned", "A concurrent index build on a partitioned table.", FAILS)
            .why("""
                    PostgreSQL builds an index `CONCURRENTLY` on tables that hold rows. On a partitioned table it stops with *cannot
                    create index on partitioned table concurrently*, with `ONLY` too.""")
            .who("Whoever deploys: the migration stops there, before anything happened.")
            .way("""
                    Make the index `ON ONLY` the partitioned table, which takes no time, build one `CONCURRENTLY` on each partition,
                    and attach these.""")
            .cost("As many migrations as there are partitions. New partitions get the index by themselves.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof CreateIndex index
                && index.concurrently()
                && scope.table(index.table().name())
                        .filter(table -> table.kind() == Table.Kind.PARTITIONED)
                        .isPresent()) {
            String table = scope.text(index.table().name());
            findings.add(
                    index.place(),
                    table + " is partitioned: PostgreSQL refuses to build an index on it concurrently",
                    PartitionedIndex.way(index, scope));
        }
    }
}
