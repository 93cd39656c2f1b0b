package dev.bellows.schema;

import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param type null where the folder does not tell, as for the columns of a query
 * @param notNull whether it cannot be null, also as part of a primary key
 * @param defaultValue what a row gets that names no value; null for none
 * @param identity how it numbers rows
 * @param generation whether PostgreSQL computes it
 * @param since the number of the migration that added it
 */
public record Column(
        String name,
        @Nullable DataType type,
        boolean notNull,
        @Nullable Expression defaultValue,
        Identity identity,
        Generation generation,
        int since) {
    /** How a column numbers rows. */
    public enum Identity {
        NONE,
        BY_DEFAULT,
        ALWAYS
    }

    /** How PostgreSQL computes a column. */
    public enum Generation {
        NONE,
        STORED,
        VIRTUAL
    }

    Column called(String other) {
        return new Column(other, type, notNull, defaultValue, identity, generation, since);
    }

    Column typed(DataType other) {
        return new Column(name, other, notNull, defaultValue, identity, generation, since);
    }

    Column notNull(boolean required) {
        return required == notNull ? this : new Column(name, type, required, defaultValue, identity, generation, since);
    }

    @SuppressWarnings("ReferenceEquality") // an equal one costs a copy, and no more
    Column defaulting(@Nullable Expression value) {
        return value == defaultValue ? this : new Column(name, type, notNull, value, identity, generation, since);
    }

    Column identity(Identity other) {
        return other == identity ? this : new Column(name, type, notNull, defaultValue, other, generation, since);
    }

    Column generation(Generation other) {
        return other == generation ? this : new Column(name, type, notNull, defaultValue, identity, other, since);
    }

    Column since(int migration) {
        return new Column(name, type, notNull, defaultValue, identity, generation, migration);
    }
}
