package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.REJECTED;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterDatabase;
import dev.bellows.sql.tree.ChangeOwner;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Unrecognised;
import java.util.Set;

/** What changes the server, not the schema. */
final class OperatorAct implements Rule {
    private static final Set<ObjectKind> SERVER_WIDE = Set.of(ObjectKind.DATABASE, ObjectKind.TABLESPACE);
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.DATABASE, ObjectKind.TABLESPACE, ObjectKind.ROLE);
    private static final Set<String> STATEMENTS =
            Set.of("CREATE DATABASE", "CREATE TABLESPACE", "ALTER TABLESPACE", "ALTER SYSTEM");

    private static final RuleInfo INFO = RuleInfo.of(
                    "operator-act",
                    "An act of the server's operator: databases, tablespaces, roles, the server's settings.",
                    REJECTED)
            .why("""
                    Databases, tablespaces, roles and `ALTER SYSTEM` belong to the whole server, not to the schema. They need
                    privileges that the role of migrations should not have, most of them cannot run in a transaction, and
                    running them again in another environment does something else.""")
            .who("""
                    Every other database and application on that server; and whoever sets up the next environment, where the
                    role or the tablespace does not exist.""")
            .way("""
                    Leave it to whoever operates the server: Terraform, Ansible, a runbook. Grant privileges in migrations to
                    roles that are there.""")
            .cost("It is kept in another place than the migrations.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Drop drop && KINDS.contains(drop.kind())) {
            drop.objects().stream()
                    .filter(object -> !scope.unused(object))
                    .forEach(object ->
                            findings.add(hit(object, "DROP " + drop.kind().words() + " " + scope.text(object))));
        } else if (statement instanceof Unrecognised stranger && STATEMENTS.contains(stranger.kind())) {
            findings.add(hit(stranger, stranger.kind()));
        } else if (statement instanceof AlterDatabase alter && alter.tablespace() != null) {
            findings.add(hit(alter, "ALTER DATABASE … SET TABLESPACE"));
        } else if (statement instanceof Rename rename && SERVER_WIDE.contains(rename.kind())) {
            findings.add(hit(rename, "ALTER " + rename.kind().words() + " … RENAME"));
        } else if (statement instanceof ChangeOwner change
                && SERVER_WIDE.contains(change.object().kind())) {
            findings.add(hit(change, "ALTER " + change.object().kind().words() + " … OWNER TO"));
        }
    }

    private static Hit hit(Node node, String act) {
        return Hit.at(
                        node.place(),
                        act + " is an act of the server's operator: it concerns every database and application there")
                .way(Way.NONE.then("do it where the server is set up, and remove it here"));
    }
}
