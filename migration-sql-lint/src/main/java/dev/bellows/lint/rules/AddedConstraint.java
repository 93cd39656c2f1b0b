package dev.bellows.lint.rules;

import dev.bellows.effect.Prediction;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.NotNullConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint that comes to a table that somebody uses.
 *
 * @param column the new column that it comes with; null where it is added to the table
 */
record AddedConstraint<C extends Constraint>(
        TableChange change, C constraint, @Nullable ColumnDefinition column) {
    /** All of a kind, in the order of the statement. */
    static <C extends Constraint> List<AddedConstraint<C>> of(Scope scope, Class<C> kind) {
        if (scope.changes().isEmpty()) {
            return List.of();
        }
        List<AddedConstraint<C>> found = new ArrayList<>();
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof AddConstraint add && kind.isInstance(add.constraint())) {
                found.add(new AddedConstraint<>(change, kind.cast(add.constraint()), null));
            } else if (change.action() instanceof AddColumn add && !isThere(change, add)) {
                for (Constraint each : add.column().constraints()) {
                    if (kind.isInstance(each)) {
                        found.add(new AddedConstraint<>(change, kind.cast(each), add.column()));
                    }
                }
            }
        }
        return found;
    }

    /** Whether IF NOT EXISTS passes it over. */
    static boolean isThere(TableChange change, AddColumn add) {
        return add.ifNotExists()
                && change.scope()
                        .column(change.name(), add.column().name().name())
                        .isPresent();
    }

    /** The columns that it is about. */
    List<Identifier> columns() {
        if (constraint instanceof KeyConstraint key && !key.columns().isEmpty()) {
            return key.columns();
        }
        if (constraint instanceof ForeignKeyConstraint key && !key.columns().isEmpty()) {
            return key.columns();
        }
        if (constraint instanceof CheckConstraint check) {
            return Nodes.inside(check.expression(), ColumnReference.class).stream()
                    .map(each -> each.name().parts().get(each.name().parts().size() - 1))
                    .toList();
        }
        return column == null ? List.of() : List.of(column.name());
    }

    /** Whether those who write now know none of its columns. */
    boolean onlyNewColumns() {
        List<Identifier> columns = columns();
        return !columns.isEmpty() && columns.stream().allMatch(each -> isNew(each.name()));
    }

    /** Whether a row that names none of its columns leaves nulls in them. */
    boolean leftNull() {
        return columns().stream().noneMatch(each -> change.filled(each.name()));
    }

    private boolean isNew(String name) {
        return (column != null && column.name().is(name)) || change.isNew(name);
    }

    /** Whether rows are read for it while others wait; what else the new column costs is not meant. */
    boolean takesLong() {
        return change.takesLong(effect());
    }

    private Prediction effect() {
        if (column == null) {
            return change.effect();
        }
        ColumnDefinition plain = new ColumnDefinition(column.name(), null, null, List.of(constraint), column.place());
        return change.effect(new AddColumn(false, plain, change.action().place()));
    }

    /** Its name as it must be written: the one that PostgreSQL would choose where the text has none. */
    String name(String suffix) {
        if (constraint.name() != null) {
            return constraint.name().written();
        }
        List<String> parts = new ArrayList<>(List.of(change.name().name()));
        columns().stream().map(Identifier::name).distinct().forEach(parts::add);
        parts.add(suffix);
        return Sql.join(parts.toArray(String[]::new));
    }

    /** Its columns as they were written, in parentheses. */
    String columnList() {
        return Sql.columns(columns());
    }

    /** The new column without this constraint and others like it, as it must be written. */
    String plainColumn() {
        if (column == null) {
            return "";
        }
        Scope scope = change.scope();
        StringBuilder plain = new StringBuilder(column.name().written());
        if (column.type() != null) {
            plain.append(' ').append(scope.text(column.type()));
        }
        if (column.collation() != null) {
            plain.append(" COLLATE ").append(scope.text(column.collation()));
        }
        boolean filled = TableChange.filled(column);
        for (Constraint each : column.constraints()) {
            if (each instanceof DefaultConstraint || (filled && each instanceof NotNullConstraint)) {
                plain.append(' ').append(scope.text(each));
            }
        }
        return plain.toString();
    }
}
