package dev.bellows.schema;

import java.util.List;

/**
 * An index.
 *
 * @param columns what it is ordered by; an expression is an empty text
 * @param unique whether it keeps duplicates out
 * @param partial whether it holds only some rows
 * @param constraint whether it carries a constraint of its name
 */
public record Index(
        ObjectName name,
        ObjectName table,
        List<String> columns,
        boolean unique,
        boolean partial,
        boolean constraint,
        int since)
        implements SchemaObject {
    public Index {
        columns = List.copyOf(columns);
    }

    @Override
    public Index called(ObjectName other) {
        return new Index(other, table, columns, unique, partial, constraint, since);
    }

    Index on(ObjectName other) {
        return new Index(name, other, columns, unique, partial, constraint, since);
    }

    Index columns(List<String> others) {
        return new Index(name, table, others, unique, partial, constraint, since);
    }

    Index carrying(boolean carries) {
        return new Index(name, table, columns, unique, partial, carries, since);
    }
}
