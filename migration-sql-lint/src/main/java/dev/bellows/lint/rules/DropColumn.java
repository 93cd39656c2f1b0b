package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;

/** ALTER TABLE … DROP of a column that somebody uses. */
final class DropColumn implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("drop-column", "A column is dropped.", CONTRACT, LOSES)
            .why("""
                    `DROP COLUMN` makes the column's values unreachable at once; the word `COLUMN` may be left out. It is fast,
                    and it takes an `ACCESS EXCLUSIVE` lock for that moment.""")
            .who("""
                    The release that runs now: each of its statements that names the column fails with `42703`, *column does not
                    exist*, and so does each `INSERT` of an object-relational mapper, which names all columns it knows.""")
            .way(
                    "Ship a release that no longer names the column, then drop it in a migration that is tagged as a contract.")
            .cost("A release between.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter) {
            QualifiedName table = alter.relation().name();
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof dev.bellows.sql.tree.DropColumn drop
                        && !scope.unused(table, drop.column().name())
                        && !absent(drop, table, scope)) {
                    String column = scope.text(table) + "." + drop.column().written();
                    findings.add(Hit.at(
                                    drop.place(),
                                    "code that runs now still names " + column
                                            + ": its statements fail once the column is gone, and its values go with it")
                            .way(Way.NONE
                                    .then("release a version that no longer names " + column)
                                    .contract(
                                            "drop it when nothing older runs",
                                            "ALTER TABLE " + scope.text(table) + " DROP COLUMN "
                                                    + drop.column().written() + ";"))
                            .assuming(scope.assumed(table)));
                }
            }
        }
    }

    /** Whether IF EXISTS certainly finds nothing. */
    private static boolean absent(dev.bellows.sql.tree.DropColumn drop, QualifiedName table, Scope scope) {
        return drop.ifExists()
                && scope.table(table).map(Table::whole).orElse(false)
                && scope.column(table, drop.column().name()).isEmpty();
    }
}
