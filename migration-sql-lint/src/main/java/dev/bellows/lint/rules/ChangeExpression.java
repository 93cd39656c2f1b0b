package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.schema.Column;
import dev.bellows.sql.tree.SetExpression;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** A generated column is computed in another way. */
final class ChangeExpression implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "change-expression", "A generated column gets another expression.", CONTRACT, BLOCKS)
            .why("""
                    `ALTER COLUMN … SET EXPRESSION`, since PostgreSQL 17, computes a stored column anew for every row: the table is
                    written anew under an `ACCESS EXCLUSIVE` lock. Of a virtual column, since 18, nothing is stored.""")
            .who("""
                    The release that runs now: it reads values with another meaning under the same name. Of a stored column,
                    everybody who uses the table, as long as it takes.""")
            .way("A second column with the new expression, a release that reads it; the old one goes as a contract.")
            .cost("A stored column is written once more; a virtual one costs nothing to add.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof SetExpression set) {
                boolean blocks = change.takesLong();
                Set<Verdict> verdicts =
                        TableChange.verdicts(!change.isNew(set.column().name()), blocks);
                if (!verdicts.isEmpty()) {
                    findings.add(hit(change, set, blocks).being(verdicts).assuming(change.assumed()));
                }
            }
        }
    }

    private static Hit hit(TableChange change, SetExpression set, boolean blocks) {
        String column = change.table() + "." + set.column().written();
        String fresh = Sql.join(set.column().name(), "new");
        String type = change.scope()
                .column(change.name(), set.column().name())
                .map(Column::type)
                .map(Sql::type)
                .orElse("TYPE");
        String wait = "nobody can read or write " + change.table() + " while it is written anew";
        return Hit.at(
                        set.place(),
                        "code that runs now reads other values in " + column + " than it was written for"
                                + (blocks ? "; " + wait : ""))
                .way(Way.NONE
                        .expand(
                                "a second column, which from PostgreSQL 18 on can be VIRTUAL; one that is STORED is written to"
                                        + " every row while others wait: prefer a plain column, a trigger and a backfill there",
                                change.alter() + " ADD COLUMN " + fresh + " " + type + " GENERATED ALWAYS AS ("
                                        + change.scope().text(set.expression()) + ") "
                                        + (change.scope().major() >= 18 ? "VIRTUAL" : "STORED") + ";")
                        .then("release a version that reads " + fresh)
                        .contract(
                                "when nothing older runs",
                                change.alter() + " DROP COLUMN " + set.column().written() + ";"));
    }
}
