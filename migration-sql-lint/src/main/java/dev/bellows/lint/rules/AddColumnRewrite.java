package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.GeneratedConstraint;
import dev.bellows.sql.tree.IdentityConstraint;
import dev.bellows.sql.tree.Statement;

/** ADD COLUMN whose value must be computed for every row. */
final class AddColumnRewrite implements Rule {
    private static final int VIRTUAL_COLUMNS = 18;

    private static final RuleInfo INFO = RuleInfo.of(
                    "add-column-rewrite", "A new column makes PostgreSQL write the whole table anew.", BLOCKS)
            .why("""
                    A constant or stable default is kept once for all rows that are there. A volatile default, `serial`, an identity, a
                    stored generated column and a domain with a constraint are computed for each row: the table and all its indexes
                    are written anew under an `ACCESS EXCLUSIVE` lock.""")
            .who("Everybody: neither reads nor writes pass until the table is written, minutes for a large one.")
            .way("""
                    Add the column bare, which takes an instant, set its default for new rows, and fill the old rows in batches.
                    On 18 a generated column can be `VIRTUAL`: it is computed when it is read.""")
            .cost("Two or three migrations, and readers meet nulls until all rows are filled.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof AddColumn add
                    && !change.effect().rewrites().isEmpty()) {
                findings.add(Hit.at(
                                add.place(),
                                "nobody can read or write " + change.table()
                                        + " while each of its rows is written anew with " + reason(add.column()))
                        .way(NewColumn.of(change.name(), add.column(), scope, VIRTUAL_COLUMNS))
                        .assuming(change.assumed()));
            }
        }
    }

    private static String reason(ColumnDefinition column) {
        String name = column.name().written();
        for (Constraint constraint : column.constraints()) {
            if (constraint instanceof GeneratedConstraint) {
                return "the value that is computed for " + name;
            } else if (constraint instanceof IdentityConstraint) {
                return "a number for " + name;
            } else if (constraint instanceof DefaultConstraint) {
                return "a default of its own for " + name;
            }
        }
        return "a value for " + name;
    }
}
