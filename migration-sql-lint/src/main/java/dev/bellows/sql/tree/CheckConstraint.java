package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * CHECK.
 */
public record CheckConstraint(
        @Nullable Identifier name, ConstraintAttributes attributes, Expression expression, Place place)
        implements Constraint {
    @Override
    public void parts(Parts all) {
        all.and(name).and(expression);
    }
}
