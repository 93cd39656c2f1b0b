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

/** RENAME of a schema. */
final class RenameSchema implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.SCHEMA);

    private static final RuleInfo INFO = RuleInfo.of("rename-schema", "A schema is renamed.", CONTRACT)
            .why("""
                    Every qualified name of the schema, and every `search_path` that holds it, means nothing once it has
                    another name: a `search_path` with a schema that is not there just skips it.""")
            .who("""
                    The release that runs now: each statement on anything in the schema fails with `3F000` or `42P01`; roles
                    whose `search_path` is set in the catalog fail at their next statement.""")
            .way("""
                    Create the schema of the new name with a view for each table, ship a release that uses it, then exchange
                    them in a migration that is tagged as a contract.""")
            .cost("A view for each table for one release.");

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
                            "code that runs now still names what is in " + from
                                    + ": all of its statements there fail once it is called " + to)
                    .way(Way.NONE
                            .expand(
                                    "the new schema, with a view for each table of the old one",
                                    "CREATE SCHEMA " + to + ";\nCREATE VIEW " + to + ".… AS SELECT * FROM "
                                            + scope.text(rename.object()) + ".…;")
                            .then("release a version that only names " + to)
                            .contract(
                                    "when nothing older runs, in one transaction",
                                    "DROP SCHEMA " + to + " CASCADE;  -- only the views are in it\nALTER SCHEMA "
                                            + scope.text(rename.object()) + " RENAME TO " + to + ";"))
                    .assuming(scope.assumed(rename.object())));
        }
    }
}
