package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.CreateMaterializedView;
import dev.bellows.sql.tree.CreateView;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DROP VIEW and DROP MATERIALIZED VIEW. */
final class DropView implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private static final RuleInfo INFO = RuleInfo.of("drop-view", "A view is dropped.", CONTRACT, BLOCKS, ADVICE)
            .why("""
                    A view is what code reads instead of tables. `DROP VIEW` takes it away with its privileges; where the
                    same migration makes it again, readers of columns that it no longer has fail, everybody who was granted
                    the old one has to be granted the new one, and a materialized view is computed while its readers wait.""")
            .who("""
                    The release that runs now, and every report that reads the view: `42P01`, *relation does not exist*, or
                    `42501`, *permission denied*.""")
            .way("""
                    Put the new view beside the old one, ship a release that reads the new one, then drop the old one in a
                    migration that is tagged as a contract. A view that only gains columns at its end is changed by `CREATE
                    OR REPLACE VIEW`.""")
            .cost("A release between, and two views for that long.");

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
                named -> "code that runs now still reads " + named + ": its statements fail once it is gone",
                "release a version that no longer reads %s",
                view -> replaced(view, scope));
    }

    /** One that is made again in the same transaction is never missing. */
    private static Optional<Hit> replaced(ObjectReference reference, Scope scope) {
        Optional<Statement> again = scope.transactional() ? Recreated.of(reference, scope) : Optional.empty();
        return again.flatMap(statement -> replaced(reference, statement, scope));
    }

    private static Optional<Hit> replaced(ObjectReference reference, Statement again, Scope scope) {
        if (again instanceof CreateMaterializedView view) {
            return Optional.of(materialized(reference, view, scope));
        }
        return again instanceof CreateView view
                ? Optional.of(plain(reference, scope.schema().output(view.query(), view.columns()), scope))
                : Optional.empty();
    }

    private static Hit materialized(ObjectReference reference, CreateMaterializedView view, Scope scope) {
        String name = scope.text(reference);
        List<String> gone = gone(reference, scope.schema().output(view.query(), view.columns()), scope);
        String message = "readers of " + name + " wait until the new one is computed" + missing(name, gone);
        Hit hit = Hit.at(reference.place(), message)
                .way(Way.NONE
                        .expand("a second one beside it, under another name", "CREATE MATERIALIZED VIEW …;")
                        .then("release a version that reads the new one")
                        .contract("drop the old one when nothing older runs", "DROP MATERIALIZED VIEW " + name + ";"));
        return gone.isEmpty() ? hit.being(BLOCKS) : hit.being(CONTRACT, BLOCKS);
    }

    private static Hit plain(ObjectReference reference, List<String> columns, Scope scope) {
        String name = scope.text(reference);
        List<String> gone = gone(reference, columns, scope);
        if (gone.isEmpty()) {
            return Hit.at(
                            reference.place(),
                            name
                                    + " is made again below, and what was granted on the old one is gone: use CREATE OR REPLACE"
                                    + " VIEW where it only gains columns, or grant it again here")
                    .being(ADVICE);
        }
        return Hit.at(reference.place(), name + " is made again below" + missing(name, gone))
                .being(CONTRACT)
                .way(Way.NONE
                        .expand("a second view beside it, under another name", "CREATE VIEW …;")
                        .then("release a version that reads the new one")
                        .contract("drop the old one when nothing older runs", "DROP VIEW " + name + ";"));
    }

    private static String missing(String name, List<String> gone) {
        return gone.isEmpty()
                ? ""
                : ", without " + String.join(", ", gone) + ": code that runs now and reads "
                        + (gone.size() == 1 ? "it" : "them") + " from " + name + " fails";
    }

    /** The columns that the new one lacks; what a view has that the folder does not tell is not known to go. */
    private static List<String> gone(ObjectReference reference, List<String> columns, Scope scope) {
        if (columns.isEmpty()
                || !(scope.schema().object(scope.name(Sql.named(reference))).orElse(null) instanceof View before)) {
            return List.of();
        }
        List<String> gone = new ArrayList<>(before.columns());
        gone.removeAll(columns);
        return gone;
    }
}
