package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Statement;

/** timestamp without a time zone. */
final class TimestampWithoutZone implements Rule {
    private static final RuleInfo INFO = RuleInfo.style(
                    "timestamp-without-zone", "A column is a timestamp without time zone.")
            .why("""
                    `timestamp` is what a clock on some wall showed. What moment that was depends on who wrote it; comparing with `now()` uses
                    the time zone of the session.""")
            .who("Whoever reads it in another time zone, or at the end of daylight saving time.")
            .way("`timestamptz`: a moment, shown in the time zone of whoever asks. It takes 8 bytes too.")
            .cost("None.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (DataType type : Definitions.types(statement)) {
            if (type.name().equals("timestamp without time zone")) {
                findings.add(
                        type.place(), "a timestamp without a time zone is no moment", Way.NONE.then("timestamptz"));
            }
        }
    }
}
