package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.SetSchema;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** SET SCHEMA, of anything. */
final class MoveToSchema implements Rule {
    private static final Set<ObjectKind> VIEWED =
            Set.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private static final RuleInfo INFO = RuleInfo.of("set-schema", "An object moves to another schema.", CONTRACT)
            .why("""
                    `SET SCHEMA` changes where an object is found, for everybody at the commit. Indexes, constraints and
                    sequences of a table go along; views keep what they mean.""")
            .who("""
                    The release that runs now: qualified names fail with `42P01`, and so do others where the new schema is
                    not in the `search_path`.""")
            .way("""
                    Put a view (or for a function a copy) in the other schema, ship a release that uses that one, then move
                    in a migration that is tagged as a contract.""")
            .cost("A release between, and grants on the view.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof SetSchema move
                && move.object().kind() != ObjectKind.STATISTICS
                && !scope.unused(move.object())) {
            String name = Dropping.named(move.object(), scope);
            findings.add(Hit.at(
                            move.place(),
                            "code that runs now still finds " + name
                                    + " where it is: its statements fail once it is in "
                                    + move.schema().written())
                    .way(way(move, scope))
                    .assuming(scope.assumed(move.object())));
        }
    }

    private static Way way(SetSchema move, Scope scope) {
        String name = scope.text(move.object());
        Way way = Way.NONE;
        if (VIEWED.contains(move.object().kind())) {
            String beside = move.schema().written() + "."
                    + Sql.last(Sql.named(move.object())).written();
            return way.expand(
                            "a view in the other schema, which reads and writes; grant on it what is granted on "
                                    + name,
                            "CREATE VIEW " + beside + " AS SELECT * FROM " + name + ";")
                    .then("release a version that only names " + beside)
                    .contract(
                            "when nothing older runs, in one transaction",
                            "DROP VIEW " + beside + ";\n" + scope.text(move.place()) + ";");
        }
        return way.then("have every role that uses it look into both schemas: ALTER ROLE … SET search_path")
                .contract("when nothing that runs names it with its old schema", scope.text(move.place()) + ";");
    }
}
