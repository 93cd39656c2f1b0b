package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Table;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Statement;
import java.util.Locale;

/** CREATE INDEX without CONCURRENTLY: writers wait until the build ends. */
final class IndexNotConcurrent implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "index-not-concurrent", "An index is built while writers wait.", BLOCKS)
            .why("""
                    `CREATE INDEX` takes a `SHARE` lock and reads the whole table; nobody can write until the build ends.
                    `CONCURRENTLY` reads it twice under `SHARE UPDATE EXCLUSIVE`, which lets readers and writers pass.""")
            .who("Everybody who writes to the table, for seconds to hours, as the table is large.")
            .way("Build it `CONCURRENTLY`, alone in its migration.")
            .cost("""
                    It takes two to three times as long, waits for every transaction that is older, and leaves an INVALID index
                    when it fails, which Bellows drops and builds again.""");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof CreateIndex index
                && !index.concurrently()
                && !scope.unused(index.table().name())
                && !harmless(index, scope)) {
            String table = scope.text(index.table().name());
            findings.add(Hit.at(index.place(), "nobody can write to " + table + " until the index is built")
                    .way(
                            partitioned(index, scope)
                                    ? PartitionedIndex.way(index, scope)
                                    : Way.NONE.expand("alone in its migration", concurrently(index, scope)))
                    .assuming(scope.assumed(index.table().name())));
        }
    }

    /** Only refreshes wait for the index of a materialized view, and nothing is read for that of the whole alone. */
    private static boolean harmless(CreateIndex index, Scope scope) {
        boolean view = scope.schema().object(scope.name(index.table().name())).orElse(null) instanceof View;
        return view || (index.table().only() && partitioned(index, scope));
    }

    private static boolean partitioned(CreateIndex index, Scope scope) {
        return scope.table(index.table().name())
                .filter(table -> table.kind() == Table.Kind.PARTITIONED)
                .isPresent();
    }

    /** The same index, built while others write. */
    static String concurrently(CreateIndex index, Scope scope) {
        String text = scope.text(index);
        if (index.concurrently()) {
            return text + ";";
        }
        int word = text.toUpperCase(Locale.ROOT).indexOf("INDEX") + "INDEX".length();
        return text.substring(0, word) + " CONCURRENTLY" + text.substring(word) + ";";
    }
}
