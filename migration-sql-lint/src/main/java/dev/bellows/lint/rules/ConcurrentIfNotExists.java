package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.Statement;
import org.jspecify.annotations.Nullable;

/** CREATE INDEX CONCURRENTLY IF NOT EXISTS: a broken index of that name counts as one. */
final class ConcurrentIfNotExists implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "concurrent-if-not-exists",
                    "A concurrent index build that any index of its name satisfies.",
                    ADVICE)
            .why("""
                    `IF NOT EXISTS` looks at nothing but the name. A concurrent build that failed leaves an INVALID index, which no
                    query uses, and which `IF NOT EXISTS` takes for done; so it does with a valid index on other columns.""")
            .who("""
                    Everybody who relies on the index: queries stay slow, and with `UNIQUE` duplicates come in, while the migration
                    counts as applied. Bellows itself drops an INVALID index of that name on that table before the build and looks
                    again after it; another tool, or psql, does not, and nobody notices a valid index of another definition.""")
            .way(
                    "Leave `IF NOT EXISTS` out: Bellows knows whether its migration ran, and clears away what a failed build left.")
            .cost("Where somebody has built the index by hand already, the migration fails and says so.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof CreateIndex index && index.concurrently()) {
            @Nullable Place words = index.ifNotExistsWords();
            if (words != null) {
                String name = index.name() == null
                        ? "that name"
                        : "the name " + index.name().written();
                findings.add(
                        words,
                        "any index of " + name
                                + " on whatever columns satisfies this, an INVALID one too, and nothing is built",
                        Way.NONE.expand(
                                "without IF NOT EXISTS",
                                scope.before(words).stripTrailing() + scope.after(words) + ";"));
            }
        }
    }
}
