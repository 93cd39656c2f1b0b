package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.Statement;

/** A new column that no row has a value for. */
final class AddColumnNotNull implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "add-column-not-null",
                    "A column is added that must not be null and has no default.",
                    CONTRACT,
                    FAILS)
            .why("""
                    `ADD COLUMN … NOT NULL` without a default has nothing to put into the rows that are there: PostgreSQL refuses
                    it with `23502` unless the table is empty. A column of a primary key must not be null either.""")
            .who("""
                    The release that runs now: its `INSERT`s do not name the column, so each of them fails with `23502`. The
                    deployment itself, on every table with a row.""")
            .way("""
                    Add it with a constant default, which costs nothing since PostgreSQL 11; or nullable, ship a release that
                    writes it, fill it in batches, and make it NOT NULL then.""")
            .cost("With a default, nothing; it can be dropped once every writer names the column.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof AddColumn add
                    && !AddedConstraint.isThere(change, add)
                    && required(add.column())
                    && !TableChange.filled(add.column())
                    && !change.foreign()) {
                String column = change.table() + "." + add.column().name().written();
                findings.add(Hit.at(
                                add.place(),
                                "PostgreSQL refuses " + column + " when " + change.table()
                                        + " has rows, and code that runs now does not name it, so its inserts fail")
                        .way(way(change, add.column()))
                        .assuming(change.assumed()));
            }
        }
    }

    private static boolean required(ColumnDefinition column) {
        return column.constraints().stream()
                .anyMatch(each ->
                        each instanceof NotNullConstraint || (each instanceof KeyConstraint key && key.primary()));
    }

    private static Way way(TableChange change, ColumnDefinition column) {
        String type = column.type() == null ? "" : " " + change.scope().text(column.type());
        Way added = Way.NONE.expand(
                "nullable first, or with DEFAULT and a constant",
                change.alter() + " ADD COLUMN " + column.name().written() + type + ";");
        return SetNotNull.way(added, change, column.name());
    }
}
