package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;

import dev.bellows.effect.LockMode;
import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.LockTable;
import dev.bellows.sql.tree.Relation;
import dev.bellows.sql.tree.Statement;
import java.util.Locale;

/** LOCK TABLE against those who work with it. */
final class LockedTable implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("lock-table", "A table is locked by hand.", ADVICE)
            .why("""
                    `LOCK TABLE` holds its lock until the transaction ends, `ACCESS EXCLUSIVE` where no other mode is written: stronger and
                    longer than what most statements need. Each statement of a migration takes the lock that it needs itself, and
                    Bellows takes those of a transaction up front, in one order, with a timeout.""")
            .who("Everybody who reads or writes the table until the migration ends.")
            .way("Leave it out.")
            .cost("None, as a rule.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof LockTable lock) {
            for (Relation table : lock.tables()) {
                LockMode mode =
                        LockMode.valueOf(lock.mode().toUpperCase(Locale.ROOT).replace(' ', '_'));
                if (mode.stopsWriters() && !scope.unused(table.name())) {
                    findings.add(Hit.at(
                                    table.place(),
                                    "nobody can " + (mode.stopsReaders() ? "read or write " : "write to ")
                                            + scope.text(table.name()) + " until this transaction ends")
                            .way(Way.NONE.then("leave it out: each statement takes the lock that it needs"))
                            .assuming(scope.assumed(table.name())));
                }
            }
        }
    }
}
