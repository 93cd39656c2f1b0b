package dev.bellows.schema;

import java.util.List;
import java.util.Set;

/**
 * An index.
 *
 * @param columns what it is ordered by; an expression is an empty text
 * @param unique whether it keeps duplicates out
 * @param partial whether it holds only some rows
 * @param computed the columns that its expressions and its condition read
 * @param constraint whether it carries a constraint of its name
 */
public record Index(
        ObjectName name,
        ObjectName table,
        List<String> columns,
        boolean unique,
        boolean partial,
        Set<String> computed,
        boolean constraint,
        int since)
        implements SchemaObject {
    public Index {
        columns = List.copyOf(columns);
        computed = Set.copyOf(computed);
    }

    @Override
    public Index called(ObjectName other) {
        return new Index(other, table, columns, unique, partial, computed, constraint, since);
    }

    @Override
    public Set<ObjectName> pointsTo() {
        return Set.of(table);
    }

    Index on(ObjectName other) {
        return new Index(name, other, columns, unique, partial, computed, constraint, since);
    }

    Index columns(List<String> others, Set<String> othersComputed) {
        return new Index(name, table, others, unique, partial, othersComputed, constraint, since);
    }

    Index carrying(boolean carries) {
        return new Index(name, table, columns, unique, partial, computed, carries, since);
    }
}
