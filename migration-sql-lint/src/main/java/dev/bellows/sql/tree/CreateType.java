package dev.bellows.sql.tree;

import java.util.List;

/**
 * CREATE TYPE: https://www.postgresql.org/docs/18/sql-createtype.html
 *
 * @param values of an enum
 */
public record CreateType(
        QualifiedName name,
        Kind kind,
        List<ColumnDefinition> attributes,
        List<String> values,
        List<Option> options,
        Place place)
        implements Statement {
    public CreateType {
        attributes = List.copyOf(attributes);
        values = List.copyOf(values);
        options = List.copyOf(options);
    }

    /** The kinds of types. */
    public enum Kind {
        COMPOSITE,
        ENUM,
        RANGE,
        BASE
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(attributes).and(options);
    }
}
