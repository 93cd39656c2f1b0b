package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.ChangeOwner;
import dev.bellows.sql.tree.ChangeTableOwner;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ReassignOwned;
import dev.bellows.sql.tree.Statement;
import java.util.Set;
import java.util.stream.Collectors;

/** OWNER TO and REASSIGN OWNED. */
final class ChangedOwner implements Rule {
    /** Judged as what they are: an act of the server's operator. */
    private static final Set<ObjectKind> SERVER_WIDE = Set.of(ObjectKind.DATABASE, ObjectKind.TABLESPACE);

    private static final RuleInfo INFO = RuleInfo.of("change-owner", "An object gets another owner.", CONTRACT)
            .why("""
                    An owner may do everything with its object, row security does not hold for it, and a `SECURITY DEFINER`
                    function and a view act with its privileges. All of that passes to the new owner, and the old one keeps
                    only what was granted to it.""")
            .who("""
                    An application that logs in as the old owner: its statements fail with `42501`, *permission denied*.
                    Readers of a view that the new owner may not look through likewise.""")
            .way("""
                    Grant the old owner what it still needs before, see that the new owner may use what views and functions
                    reach, then change the owner in a migration that is tagged as a contract.""")
            .cost("Some grants more.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter) {
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof ChangeTableOwner change
                        && !scope.unused(alter.relation().name())) {
                    String name = scope.text(alter.relation().name());
                    findings.add(hit(action, name, change.role(), scope.text(alter))
                            .assuming(scope.assumed(alter.relation().name())));
                }
            }
        } else if (statement instanceof ChangeOwner change
                && !SERVER_WIDE.contains(change.object().kind())
                && !scope.unused(change.object())) {
            findings.add(hit(change, Dropping.named(change.object(), scope), change.role(), scope.text(change))
                    .assuming(scope.assumed(change.object())));
        } else if (statement instanceof ReassignOwned reassign) {
            findings.add(hit(
                    reassign,
                    "all that "
                            + reassign.from().stream().map(Identifier::written).collect(Collectors.joining(", "))
                            + " owns",
                    reassign.to(),
                    scope.text(reassign)));
        }
    }

    private static Hit hit(Node place, String name, Identifier role, String sql) {
        return Hit.at(
                        place.place(),
                        "code that runs now as the owner of " + name + " may do only what it was granted once "
                                + role.written() + " owns it")
                .way((place instanceof ReassignOwned
                                ? Way.NONE.then("grant the old owner what it still needs, object by object")
                                : Way.NONE.expand(
                                        "grant the old owner what it still needs", "GRANT … ON " + name + " TO …;"))
                        .contract("then", sql + ";"));
    }
}
