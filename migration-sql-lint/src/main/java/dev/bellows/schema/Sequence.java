package dev.bellows.schema;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sequence.
 *
 * @param table whose column it numbers and goes with; null for one of its own
 * @param column that column; null likewise
 */
public record Sequence(
        ObjectName name,
        @Nullable ObjectName table,
        @Nullable String column,
        int since) implements SchemaObject {
    @Override
    public Sequence called(ObjectName other) {
        return new Sequence(other, table, column, since);
    }

    @Override
    public Set<ObjectName> pointsTo() {
        return table == null ? Set.of() : Set.of(table);
    }

    Sequence ownedBy(@Nullable ObjectName otherTable, @Nullable String otherColumn) {
        return new Sequence(name, otherTable, otherColumn, since);
    }
}
