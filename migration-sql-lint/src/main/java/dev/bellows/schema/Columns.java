package dev.bellows.schema;

import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.GeneratedConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.IdentityConstraint;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.QualifiedName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns as they are written among a table's elements. */
final class Columns {
    /** https://www.postgresql.org/docs/18/datatype-numeric.html#DATATYPE-SERIAL */
    private static final Map<String, String> SERIAL = Map.of(
            "serial", "integer",
            "serial4", "integer",
            "bigserial", "bigint",
            "serial8", "bigint",
            "smallserial", "smallint",
            "serial2", "smallint");

    private final Schema schema;

    Columns(Schema schema) {
        this.schema = schema;
    }

    /** Whether it is one of the types that are no types: a number with a sequence. */
    static boolean serial(@Nullable DataType type) {
        return type != null && SERIAL.containsKey(type.name());
    }

    /** The table with the column; a partition's column that is written again only says more of it. */
    Table add(Table table, ColumnDefinition definition) {
        Column column = column(definition);
        if (serial(definition.type()) || column.identity() != Column.Identity.NONE) {
            numbered(table.name(), column.name());
        }
        return table.column(column.name()).isPresent()
                ? table.changing(column.name(), before -> again(before, column))
                : table.with(column);
    }

    private static Column again(Column before, Column now) {
        Column both = before.notNull(before.notNull() || now.notNull());
        return now.defaultValue() == null ? both : both.defaulting(now.defaultValue());
    }

    private Column column(ColumnDefinition definition) {
        @Nullable DataType type = definition.type();
        boolean serial = serial(type);
        Column column = new Column(
                definition.name().name(),
                serial && type != null ? number(type) : type,
                serial,
                serial ? nextval(definition.place()) : null,
                Column.Identity.NONE,
                Column.Generation.NONE,
                schema.migration());
        for (Constraint constraint : definition.constraints()) {
            column = constrained(column, constraint);
        }
        return column;
    }

    static Column constrained(Column column, Constraint constraint) {
        if (constraint instanceof NotNullConstraint) {
            return column.notNull(true);
        }
        if (constraint instanceof DefaultConstraint value) {
            return column.defaulting(none(value.value()) ? null : value.value());
        }
        if (constraint instanceof IdentityConstraint identity) {
            return column.notNull(true)
                    .identity(identity.always() ? Column.Identity.ALWAYS : Column.Identity.BY_DEFAULT);
        }
        if (constraint instanceof GeneratedConstraint generated) {
            return column.defaulting(generated.expression())
                    .generation(generated.stored() ? Column.Generation.STORED : Column.Generation.VIRTUAL);
        }
        return column;
    }

    /** DEFAULT NULL is no default. */
    static boolean none(Expression value) {
        return value instanceof Literal literal && literal.kind() == Literal.Kind.NULL;
    }

    /** Its sequence, which goes with it. */
    void numbered(ObjectName table, String column) {
        String name = GeneratedNames.of(
                table.name(), List.of(column), "seq", candidate -> schema.object(table.called(candidate))
                        .isPresent());
        schema.put(new Sequence(table.called(name), table, column, schema.migration()));
    }

    private static DataType number(DataType serial) {
        return new DataType(
                null,
                String.valueOf(SERIAL.get(serial.name())),
                List.of(),
                serial.dimensions(),
                false,
                false,
                serial.place());
    }

    private static Expression nextval(Place place) {
        Identifier name = new Identifier("nextval", "nextval", place);
        return new FunctionCall(new QualifiedName(List.of(name), place), List.of(), List.of(), false, false, place);
    }
}
