package dev.bellows.sql.tree;

import java.util.List;

/**
 * A row of several values, or the list behind IN.
 */
public record RowValue(List<Expression> values, Place place) implements Expression {
    public RowValue {
        values = List.copyOf(values);
    }

    @Override
    public void parts(Parts all) {
        all.and(values);
    }
}
