package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Statement;

/** json in place of jsonb. */
final class Json implements Rule {
    private static final RuleInfo INFO = RuleInfo.style("json", "A column is json.")
            .why("""
                    `json` keeps the text as it came and parses it at each access; it has no equality, so that `DISTINCT`, `GROUP BY` and
                    `UNION` fail on it, and no index of its own.""")
            .who("Whoever queries it.")
            .way("`jsonb`, unless the very text, its blanks and the order of its keys matter.")
            .cost("It is parsed once when it is written.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (DataType type : Definitions.types(statement)) {
            if (type.name().equals("json")) {
                findings.add(
                        type.place(), "json is parsed at each access and cannot be compared", Way.NONE.then("jsonb"));
            }
        }
    }
}
