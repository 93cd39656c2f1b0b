package dev.bellows.sql.tree;

import java.util.List;

/**
 * CASE: conditions and results in their order.
 */
public record CaseExpression(List<Expression> parts, Place place) implements Expression {
    public CaseExpression {
        parts = List.copyOf(parts);
    }

    @Override
    public void parts(Parts all) {
        all.and(parts);
    }
}
