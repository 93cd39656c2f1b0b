package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.GeneratedConstraint;
import dev.bellows.sql.tree.IdentityConstraint;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.QualifiedName;
import java.util.Locale;
import java.util.Optional;

/** The way to a new column that has a value in every row. */
final class NewColumn {
    private final String table;
    private final QualifiedName name;
    private final ColumnDefinition column;
    private final Scope scope;

    private NewColumn(QualifiedName table, ColumnDefinition column, Scope scope) {
        this.table = scope.text(table);
        this.name = table;
        this.column = column;
        this.scope = scope;
    }

    /**
     * The way.
     *
     * @param virtual the first major release with virtual generated columns
     */
    static Way of(QualifiedName table, ColumnDefinition column, Scope scope, int virtual) {
        NewColumn added = new NewColumn(table, column, scope);
        for (Constraint constraint : column.constraints()) {
            if (constraint instanceof GeneratedConstraint generated) {
                return added.generated(generated, scope.major() >= virtual);
            } else if (constraint instanceof IdentityConstraint) {
                return added.numbered(added.type());
            } else if (constraint instanceof DefaultConstraint value) {
                return added.defaulting(scope.text(value.value()));
            }
        }
        String type = added.type().toLowerCase(Locale.ROOT);
        return type.contains("serial") ? added.numbered(type.contains("big") ? "bigint" : "integer") : added.domain();
    }

    private String type() {
        return column.type() == null ? "" : scope.text(column.type());
    }

    private String add(String type) {
        return "ALTER TABLE " + table + " ADD COLUMN " + written() + " " + type + ";";
    }

    private String written() {
        return column.name().written();
    }

    private String alter(String what) {
        return "ALTER TABLE " + table + " ALTER COLUMN " + written() + " " + what + ";";
    }

    private Way defaulting(String value) {
        Way way = Way.NONE
                .expand("both take an instant", add(type()) + "\n" + alter("SET DEFAULT " + value))
                .expand("fill the old rows in batches", fill(value));
        boolean required = column.constraints().stream().anyMatch(NotNullConstraint.class::isInstance);
        return required ? notNull(way) : way;
    }

    private Way numbered(String type) {
        String schema = name.schema() == null ? "" : Sql.quoted(name.schema()) + ".";
        String sequence = schema + Sql.join(name.name(), column.name().name(), "seq");
        String next = "nextval('" + sequence + "')";
        return notNull(Way.NONE
                .expand(
                        "all of it takes an instant",
                        "CREATE SEQUENCE " + sequence + ";\n" + add(type) + "\n" + alter("SET DEFAULT " + next)
                                + "\nALTER SEQUENCE " + sequence + " OWNED BY " + table + "." + written() + ";")
                .expand("number the old rows in batches", fill(next)));
    }

    private Way generated(GeneratedConstraint generated, boolean virtual) {
        String expression = scope.text(generated.expression());
        if (virtual) {
            return Way.NONE
                    .expand(
                            "computed when it is read: takes an instant, and no index can be built on it",
                            add(type() + " GENERATED ALWAYS AS (" + expression + ") VIRTUAL"))
                    .then(
                            "where it must be stored: add a plain column, keep it in step with a trigger, fill it in batches");
        }
        return Way.NONE
                .expand("a plain column takes an instant", add(type()))
                .then("keep it in step: a BEFORE INSERT OR UPDATE trigger that sets it to " + expression)
                .expand("fill the old rows in batches", fill(expression));
    }

    private Way domain() {
        String base = column.type() == null
                ? "text"
                : scope.schema()
                        .type(column.type())
                        .flatMap(type -> Optional.ofNullable(type.base()))
                        .map(NewColumn::words)
                        .orElse("text");
        return Way.NONE
                .expand("a column of the base type takes an instant", add(base))
                .then("what " + type() + " demands, as a CHECK of the column: ADD CONSTRAINT … NOT VALID, and VALIDATE"
                        + " CONSTRAINT in a migration of its own");
    }

    private static String words(DataType type) {
        return type.name() + (type.modifiers().isEmpty() ? "" : "(" + String.join(", ", type.modifiers()) + ")");
    }

    private String fill(String value) {
        return Batches.update(scope, name, written() + " = " + value, written() + " IS NULL");
    }

    private Way notNull(Way way) {
        String check = Sql.join(name.name(), column.name().name(), "set");
        return way.expand(
                        "when no row is left without a value",
                        "ALTER TABLE " + table + " ADD CONSTRAINT " + check + " CHECK (" + written()
                                + " IS NOT NULL) NOT VALID;")
                .expand("in a migration of its own", "ALTER TABLE " + table + " VALIDATE CONSTRAINT " + check + ";")
                .expand(
                        "the validated CHECK spares it the scan; every writer leaves the column to its default by now",
                        alter("SET NOT NULL") + "\nALTER TABLE " + table + " DROP CONSTRAINT " + check + ";");
    }
}
