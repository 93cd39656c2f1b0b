package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** RENAME of a role. */
final class RenameRole implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.ROLE);

    private static final RuleInfo INFO = RuleInfo.of("rename-role", "A role is renamed.", CONTRACT)
            .why("""
                    A role is what applications log in as and what `GRANT`, `SET ROLE` and policies name in code. Privileges
                    stay; a password that is kept as MD5 is lost, as its salt is the name. Roles belong to the whole server.""")
            .who("""
                    Every application and every pool that connects with the old name: its next connection fails with `28000`
                    or `28P01`.""")
            .way("""
                    Create the new role as a member of the old one, let all applications log in with it, then drop the old
                    one. An operator does that, not a migration.""")
            .cost("Two roles for a while.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Rename rename && KINDS.contains(rename.kind()) && !scope.unused(rename.object())) {
            String from = Renaming.from(rename, scope);
            String to = rename.to().written();
            findings.add(Hit.at(
                            rename.place(),
                            "whoever logs in or is granted something as " + from + " fails once it is called " + to)
                    .way(Way.NONE
                            .expand(
                                    "a second role with the same privileges",
                                    "CREATE ROLE " + to + " LOGIN IN ROLE " + scope.text(rename.object()) + ";")
                            .then("have everybody log in as " + to + ", and move to it what the old one owns")
                            .contract(
                                    "when nobody does as the old one",
                                    "DROP ROLE " + scope.text(rename.object()) + ";"))
                    .assuming(scope.assumed(rename.object())));
        }
    }
}
