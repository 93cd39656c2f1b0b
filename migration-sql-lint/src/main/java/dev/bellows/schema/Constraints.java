package dev.bellows.schema;

import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.ExcludeConstraint;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.NullTest;
import dev.bellows.sql.tree.QualifiedName;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Constraints, under the names that PostgreSQL would give them. */
final class Constraints {
    private final Schema schema;
    private final Indexes indexes;

    Constraints(Schema schema, Indexes indexes) {
        this.schema = schema;
        this.indexes = indexes;
    }

    /** Adds one that stands at a column, or at the table when there is none. */
    void add(ObjectName name, Constraint constraint, @Nullable String column) {
        Table table = schema.known(name);
        List<String> own = column == null ? List.of() : List.of(column);
        if (constraint instanceof KeyConstraint key) {
            key(table, key, key.columns().isEmpty() ? own : names(key.columns()));
        } else if (constraint instanceof ForeignKeyConstraint key) {
            foreignKey(table, key, key.columns().isEmpty() ? own : names(key.columns()));
        } else if (constraint instanceof CheckConstraint check) {
            check(table, check);
        } else if (constraint instanceof ExcludeConstraint exclude) {
            exclude(table, exclude);
        } else if (constraint instanceof NotNullConstraint required) {
            @Nullable Identifier at = required.column();
            if (at != null && required.attributes().notValid()) {
                notNull(table, required, at);
                return;
            }
            String about = at != null ? at.name() : column == null ? "" : column;
            schema.put(table.changing(about, each -> each.notNull(true)));
        } else if (column != null) {
            schema.put(table.changing(column, each -> Columns.constrained(each, constraint)));
        }
    }

    private void key(Table table, KeyConstraint key, List<String> written) {
        @Nullable Identifier ready = key.index();
        List<String> columns = written;
        if (ready != null) {
            columns = schema.index(table.name().called(ready.name()))
                    .map(Index::columns)
                    .orElse(List.of());
        }
        String name = key.name() != null
                ? key.name().name()
                : ready != null ? ready.name() : generated(table, key.primary(), columns);
        Table with = table;
        if (key.primary()) {
            for (String column : columns) {
                with = with.changing(column, each -> each.notNull(true));
            }
        }
        SchemaConstraint.Kind kind = key.primary() ? SchemaConstraint.Kind.PRIMARY_KEY : SchemaConstraint.Kind.UNIQUE;
        schema.put(with.with(constraint(name, kind, columns, true, null)));
        if (ready != null) {
            indexes.take(table.name().called(ready.name()), table.name().called(name));
        } else {
            indexes.put(schema.known(table.name()), name, columns, true);
        }
    }

    private String generated(Table table, boolean primary, List<String> columns) {
        return primary
                ? GeneratedNames.of(table.name().name(), List.of(), "pkey", taken(table))
                : GeneratedNames.of(table.name().name(), columns, "key", taken(table));
    }

    private void foreignKey(Table table, ForeignKeyConstraint key, List<String> columns) {
        String name = key.name() != null
                ? key.name().name()
                : GeneratedNames.of(table.name().name(), columns, "fkey", inUse(table));
        schema.put(table.with(new SchemaConstraint(
                name,
                SchemaConstraint.Kind.FOREIGN_KEY,
                columns,
                !key.attributes().notValid(),
                schema.resolve(key.table()),
                names(key.referencedColumns()),
                null,
                schema.migration())));
    }

    private void check(Table table, CheckConstraint check) {
        List<String> read = Reads.columns(check.expression()).stream()
                .filter(column -> !table.whole() || table.column(column).isPresent())
                .toList();
        String name = check.name() != null
                ? check.name().name()
                : GeneratedNames.of(table.name().name(), read.size() == 1 ? read : List.of(), "check", inUse(table));
        boolean validated = !check.attributes().notValid();
        schema.put(table.with(constraint(name, SchemaConstraint.Kind.CHECK, read, validated, check.expression())));
    }

    /** It is as good as a check until somebody says SET NOT NULL. */
    private void notNull(Table table, NotNullConstraint required, Identifier column) {
        String name = required.name() != null
                ? required.name().name()
                : GeneratedNames.of(table.name().name(), List.of(column.name()), "not_null", inUse(table));
        QualifiedName reference = new QualifiedName(List.of(column), column.place());
        NullTest isNotNull = new NullTest(new ColumnReference(reference, column.place()), true, required.place());
        List<String> columns = List.of(column.name());
        schema.put(table.with(constraint(name, SchemaConstraint.Kind.NOT_NULL, columns, false, isNotNull)));
    }

    private void exclude(Table table, ExcludeConstraint exclude) {
        List<String> columns = indexes.columns(exclude.elements());
        String name = exclude.name() != null
                ? exclude.name().name()
                : GeneratedNames.of(table.name().name(), indexes.labels(exclude.elements()), "excl", taken(table));
        schema.put(table.with(constraint(name, SchemaConstraint.Kind.EXCLUDE, columns, true, null)));
        indexes.put(schema.known(table.name()), name, columns, false);
    }

    private SchemaConstraint constraint(
            String name,
            SchemaConstraint.Kind kind,
            List<String> columns,
            boolean validated,
            @Nullable Expression check) {
        return new SchemaConstraint(name, kind, columns, validated, null, List.of(), check, schema.migration());
    }

    /** An index shares the names of its schema, and its constraint those of the table. */
    private Predicate<String> taken(Table table) {
        return name -> schema.object(table.name().called(name)).isPresent()
                || table.constraint(name).isPresent();
    }

    /** Constraints share their names in a schema, as far as PostgreSQL chooses them. */
    private Predicate<String> inUse(Table table) {
        return name -> schema.constraint(table.name().called(name));
    }

    private static List<String> names(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::name).toList();
    }
}
