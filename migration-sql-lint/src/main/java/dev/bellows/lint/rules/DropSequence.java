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

/** DROP SEQUENCE of a sequence that somebody uses. */
final class DropSequence implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.SEQUENCE);

    private static final RuleInfo INFO = RuleInfo.of("drop-sequence", "A sequence is dropped.", CONTRACT, ADVICE)
            .why("""
                    A sequence is a table of one row: `DROP SEQUENCE` removes it and how far it has counted. The sequence of
                    a `serial` or identity column goes with its column, and PostgreSQL refuses to drop it alone.""")
            .who("""
                    Code that calls `nextval`, `currval` or `setval` on it, object-relational mappers first of all: `42P01`,
                    *relation does not exist*.""")
            .way("""
                    Ship a release that no longer draws numbers from it, then drop it in a migration that is tagged as a
                    contract.""")
            .cost("A release between.");

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
                named -> "code that runs now still draws numbers from " + named
                        + ": nextval fails once it is gone, and how far it had counted is lost",
                "release a version that no longer uses %s");
    }
}
