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

/** DROP TYPE and DROP DOMAIN. */
final class DropType implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.TYPE, ObjectKind.DOMAIN);

    private static final RuleInfo INFO = RuleInfo.of("drop-type", "A type or domain is dropped.", CONTRACT, ADVICE)
            .why("""
                    Without `CASCADE` PostgreSQL refuses while a column, a function or another type has it; with `CASCADE`
                    those columns go. The casts and parameters of running code it does not see.""")
            .who("""
                    The release that runs now: each `$1::type` and each driver that looks the type up fails with `42704`,
                    *type does not exist*.""")
            .way("""
                    Ship a release that no longer names the type, then drop it in a migration that is tagged as a contract.""")
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
                named -> "code that runs now still names " + named
                        + " in casts and parameters: its statements fail once it is gone",
                "release a version that no longer names %s");
    }
}
