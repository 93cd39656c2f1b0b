package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** DROP TRIGGER, RULE and EVENT TRIGGER. */
final class DropTrigger implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.TRIGGER, ObjectKind.RULE, ObjectKind.EVENT_TRIGGER);

    private static final RuleInfo INFO = RuleInfo.of("drop-trigger", "A trigger or rule is dropped.", CONTRACT, ADVICE)
            .why("""
                    A trigger or rule does something for every writer that no statement asks for: it fills a column, keeps a
                    copy, writes an audit row, refuses what is not allowed. After `DROP` nobody does it.""")
            .who("""
                    Whoever relies on what it did: readers of the column or table that it kept, and the release that runs now
                    and writes only half. No statement fails, so nobody notices.""")
            .way("""
                    Put the new trigger beside the old one, or ship a release that does the work itself, then drop the old
                    one in a migration that is tagged as a contract.""")
            .cost("For a while both do the work: the new one must bear that it is done already.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        Dropping.report(
                statement,
                KINDS,
                scope,
                findings,
                named -> "writes of code that runs now rely on what " + named
                        + " does: it is no longer done, and no statement fails",
                "put what replaces %s beside it, or release a version that does its work itself");
    }
}
