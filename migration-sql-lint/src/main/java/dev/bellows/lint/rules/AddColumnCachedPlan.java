package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Statement;

/** ADD COLUMN, which a prepared SELECT * notices. */
final class AddColumnCachedPlan implements Rule {
    private static final RuleInfo INFO = RuleInfo.style(
                    "add-column-cached-plan", "A column is added to a table that somebody may read with SELECT *.")
            .why("""
                    A prepared `SELECT *` gives other columns after `ADD COLUMN`. PostgreSQL refuses to do that behind the client's back:
                    `0A000`, *cached plan must not change result type*.""")
            .who(
                    "Code that prepares `SELECT *`: the statement fails once; inside a transaction the whole of it must be repeated.")
            .way("Name the columns in queries, or let the driver prepare anew (`autosave=conservative` in pgJDBC).")
            .cost("Longer queries.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter
                && !scope.unused(alter.relation().name())) {
            String table = scope.text(alter.relation().name());
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof AddColumn) {
                    findings.add(
                            action.place(),
                            "a prepared SELECT * of " + table + " fails once after this",
                            Way.NONE.then("name the columns in queries of " + table));
                }
            }
        }
    }
}
