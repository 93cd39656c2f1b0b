package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.CreateView;
import dev.bellows.sql.tree.Statement;
import java.util.List;

/** CREATE OR REPLACE VIEW that does not keep the columns as they are. */
final class ReplaceView implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "replace-view", "A view is replaced by one without all of its columns in their places.", FAILS)
            .why("""
                    `CREATE OR REPLACE VIEW` may add columns at the end. It refuses to drop one, to rename one, or to put another in its
                    place: `42P16`, *cannot drop columns from view* or *cannot change name of view column*.""")
            .who("""
                    Whoever deploys: the migration fails. Dropping the view first would break each reader that runs now, and each view
                    on top of it.""")
            .way("Keep the columns in their order and add new ones at the end; or make a second view beside it.")
            .cost("Two views until no release reads the old one.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof CreateView view)
                || !view.replace()
                || !(scope.schema().object(scope.name(view.name())).orElse(null) instanceof View before)) {
            return;
        }
        List<String> now = scope.schema().output(view.query(), view.columns());
        if (before.columns().isEmpty() || now.isEmpty()) {
            return;
        }
        for (int i = 0; i < before.columns().size(); i++) {
            String column = before.columns().get(i);
            if (i >= now.size() || !now.get(i).equals(column)) {
                String problem = i >= now.size() ? " is left out" : " has become " + now.get(i);
                findings.add(
                        view.place(),
                        "PostgreSQL refuses to replace " + scope.text(view.name()) + ": its column " + column
                                + " (number " + (i + 1) + ")" + problem,
                        way(view, scope));
                return;
            }
        }
    }

    private static Way way(CreateView view, Scope scope) {
        String second = Sql.join(view.name().name(), "2");
        String schema =
                view.name().schema() == null ? "" : Sql.quoted(view.name().schema()) + ".";
        return Way.NONE
                .expand(
                        "a second view beside it",
                        "CREATE VIEW " + schema + second
                                + scope.after(view.name().place()) + ";")
                .then("release a version that reads " + second)
                .contract("drop the old one when nothing older runs", "DROP VIEW " + scope.text(view.name()) + ";");
    }
}
