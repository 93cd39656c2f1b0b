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

/** DROP EXTENSION. */
final class DropExtension implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.EXTENSION);

    private static final RuleInfo INFO = RuleInfo.of("drop-extension", "An extension is dropped.", CONTRACT, ADVICE)
            .why("""
                    With an extension go all of its functions, operators, types and tables. Without `CASCADE` PostgreSQL
                    refuses while a column, an index or a view uses one of them; what code calls, it does not know.""")
            .who("""
                    The release that runs now: each of its statements that calls a function or an operator of the extension
                    fails with `42883`.""")
            .way("""
                    Ship a release that uses none of it, then drop the extension in a migration that is tagged as a contract.""")
            .cost("A release between; an operator may have to agree, as extensions are often shared.");

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
                named -> "code that runs now may still call what " + named
                        + " brings: functions, operators and types go with it",
                "release a version that uses nothing of %s");
    }
}
