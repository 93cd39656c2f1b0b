package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Statement;

/** char(n) and varchar(n). */
final class LimitedText implements Rule {
    private static final RuleInfo INFO = RuleInfo.style("limited-text", "A column is text of a limited length.")
            .why("""
                    `char(n)` pads with blanks, which comparisons then ignore. `varchar(n)` is stored as `text` is and only adds a limit; to
                    narrow it reads or writes the whole table.""")
            .who("Whoever meets the limit first: `22001`, *value too long*.")
            .way("`text`, with a `CHECK` where a limit is really wanted: that can be changed without a rewrite.")
            .cost("None.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (DataType type : Definitions.types(statement)) {
            if ((type.name().equals("character")
                    || (type.name().equals("character varying")
                            && !type.modifiers().isEmpty()))) {
                findings.add(
                        type.place(),
                        scope.text(type) + " limits the length by its type",
                        Way.NONE.then("text, with a CHECK on its length where one is wanted"));
            }
        }
    }
}
