package dev.bellows.sql.tree;

import java.util.List;

/**
 * SET column = value.
 */
public record Assignment(List<Identifier> columns, Expression value, Place place) implements Node {
    public Assignment {
        columns = List.copyOf(columns);
    }

    @Override
    public void parts(Parts all) {
        all.and(columns).and(value);
    }
}
