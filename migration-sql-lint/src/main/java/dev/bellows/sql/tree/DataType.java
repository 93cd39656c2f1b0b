package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data type. The SQL names of built-in types are told as PostgreSQL prints them: {@code INT} is {@code integer},
 * {@code VARCHAR} is {@code character varying}, {@code timestamptz} is {@code timestamp with time zone}.
 *
 * @param schema null where the text does not say, and for built-in types
 * @param modifiers what stands in parentheses, and the fields of an interval
 * @param dimensions how many times it is an array; 0 for none
 * @param ofColumn %TYPE: the name is that of a column
 */
public record DataType(
        @Nullable String schema,
        String name,
        List<String> modifiers,
        int dimensions,
        boolean setOf,
        boolean ofColumn,
        Place place)
        implements Node {
    public DataType {
        modifiers = List.copyOf(modifiers);
    }
}
