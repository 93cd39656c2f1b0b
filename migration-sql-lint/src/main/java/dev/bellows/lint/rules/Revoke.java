package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterDefaultPrivileges;
import dev.bellows.sql.tree.Grant;
import dev.bellows.sql.tree.GrantRole;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Privilege;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** REVOKE of privileges and roles. */
final class Revoke implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("revoke", "Somebody may do less than before.", CONTRACT)
            .why("""
                    `REVOKE` is in force for the next statement of every session. `PUBLIC` is everybody, and `CASCADE` takes
                    along what those who lose the privilege had granted to others. `ALTER DEFAULT PRIVILEGES … REVOKE`
                    changes what is made later.""")
            .who("""
                    The release that runs now: statements that need the privilege fail with `42501`, *permission denied*.""")
            .way("""
                    Grant the new role what it needs, ship a release that uses it, and revoke from the old one in a migration
                    that is tagged as a contract.""")
            .cost("A release in which both may.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Grant grant && grant.revoke() && !grant.grantOption()) {
            if (!fresh(grant.roles(), scope)
                    && !justGranted(grant, scope)
                    && (grant.objects().isEmpty() || !fresh(grant, scope))) {
                findings.add(hit(
                        grant,
                        names(grant.roles()) + " may no longer " + privileges(grant.privileges()) + " "
                                + (grant.allInSchema() ? "anything in " : "") + objects(grant, scope),
                        scope));
            }
        } else if (statement instanceof GrantRole grant && grant.revoke() && !fresh(grant.roles(), scope)) {
            String lost = grant.granted().stream().map(Privilege::name).collect(Collectors.joining(", "));
            findings.add(hit(grant, names(grant.roles()) + " loses what " + lost + " may do", scope));
        } else if (statement instanceof AlterDefaultPrivileges change
                && change.revoke()
                && !fresh(change.roles(), scope)) {
            findings.add(hit(
                    change,
                    "what is made later does not let " + names(change.roles()) + " " + privileges(change.privileges())
                            + " it",
                    scope));
        }
    }

    private static Hit hit(Node node, String what, Scope scope) {
        return Hit.at(node.place(), what + ": statements of code that runs now and needs it fail")
                .way(Way.NONE
                        .expand("grant it to whoever is to have it from now on", "GRANT … TO …;")
                        .then("release a version that connects as that role")
                        .contract("when nothing older runs", scope.text(node) + ";"));
    }

    /** Nobody uses a privilege that this migration gave. */
    private static boolean justGranted(Grant grant, Scope scope) {
        List<Integer> since = scope.schema().grantedSince(grant);
        return !since.isEmpty() && since.stream().allMatch(scope::unused);
    }

    /** Nobody uses a role that this migration made. */
    private static boolean fresh(List<Identifier> roles, Scope scope) {
        return !roles.isEmpty()
                && roles.stream()
                        .allMatch(role -> scope.unused(new ObjectReference(
                                ObjectKind.ROLE,
                                new QualifiedName(List.of(role), role.place()),
                                null,
                                null,
                                role.place())));
    }

    private static boolean fresh(Grant grant, Scope scope) {
        return grant.objects().stream()
                .allMatch(object ->
                        object.kind() == ObjectKind.TABLE ? scope.unused(Sql.named(object)) : scope.unused(object));
    }

    private static String names(List<Identifier> roles) {
        return roles.stream().map(Identifier::written).collect(Collectors.joining(", "));
    }

    private static String privileges(List<Privilege> privileges) {
        return privileges.stream()
                .map(each -> each.name().equals("ALL") ? "do anything with" : each.name())
                .collect(Collectors.joining(", "));
    }

    private static String objects(Grant grant, Scope scope) {
        String kind = grant.kind() == ObjectKind.TABLE && !grant.allInSchema()
                ? ""
                : Sql.lower((grant.allInSchema() ? ObjectKind.SCHEMA : grant.kind()).words()) + " ";
        return kind + Sql.list(grant.objects().stream().map(scope::text).toList());
    }
}
