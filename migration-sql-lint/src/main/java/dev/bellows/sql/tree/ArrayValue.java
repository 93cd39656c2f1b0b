package dev.bellows.sql.tree;

import java.util.List;

/**
 * ARRAY[…].
 */
public record ArrayValue(List<Expression> elements, Place place) implements Expression {
    public ArrayValue {
        elements = List.copyOf(elements);
    }

    @Override
    public void parts(Parts all) {
        all.and(elements);
    }
}
