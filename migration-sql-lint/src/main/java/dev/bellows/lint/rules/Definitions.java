package dev.bellows.lint.rules;

import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;

/** The columns and constraints that a statement writes down. */
final class Definitions {
    private Definitions() {}

    /** A column, and the table that it is in. */
    record Defined(QualifiedName table, ColumnDefinition column) {}

    /** A constraint of a table, with the columns that it is about. */
    record Demanded(QualifiedName table, Constraint constraint, List<String> columns) {}

    static List<Defined> columns(Statement statement) {
        List<Defined> found = new ArrayList<>();
        if (statement instanceof CreateTable table) {
            table.elements().forEach(element -> {
                if (element instanceof ColumnDefinition column) {
                    found.add(new Defined(table.name(), column));
                }
            });
        } else if (statement instanceof AlterTable alter) {
            alter.actions().forEach(action -> {
                if (action instanceof AddColumn add) {
                    found.add(new Defined(alter.relation().name(), add.column()));
                }
            });
        }
        return found;
    }

    /** The types that columns get, new ones and those that are changed. */
    static List<DataType> types(Statement statement) {
        List<DataType> types = new ArrayList<>();
        columns(statement).forEach(each -> {
            if (each.column().type() != null) {
                types.add(each.column().type());
            }
        });
        if (statement instanceof AlterTable alter) {
            alter.actions().forEach(action -> {
                if (action instanceof AlterColumnType change) {
                    types.add(change.type());
                }
            });
        }
        return types;
    }

    static List<Demanded> constraints(Statement statement) {
        List<Demanded> found = new ArrayList<>();
        for (Defined defined : columns(statement)) {
            List<String> own = List.of(defined.column().name().name());
            defined.column()
                    .constraints()
                    .forEach(constraint -> found.add(new Demanded(defined.table(), constraint, own)));
        }
        if (statement instanceof CreateTable table) {
            table.elements().forEach(element -> {
                if (element instanceof TableConstraint each) {
                    found.add(new Demanded(table.name(), each.constraint(), columns(each.constraint())));
                }
            });
        } else if (statement instanceof AlterTable alter) {
            alter.actions().forEach(action -> {
                if (action instanceof AddConstraint add) {
                    found.add(new Demanded(alter.relation().name(), add.constraint(), columns(add.constraint())));
                }
            });
        }
        return found;
    }

    private static List<String> columns(Constraint constraint) {
        List<Identifier> columns = constraint instanceof KeyConstraint key
                ? key.columns()
                : constraint instanceof ForeignKeyConstraint foreign ? foreign.columns() : List.of();
        return columns.stream().map(Identifier::name).toList();
    }
}
