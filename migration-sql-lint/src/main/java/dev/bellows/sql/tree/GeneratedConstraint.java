package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * GENERATED ALWAYS AS (…).
 */
public record GeneratedConstraint(
        @Nullable Identifier name, ConstraintAttributes attributes, Expression expression, boolean stored, Place place)
        implements Constraint {
    @Override
    public void parts(Parts all) {
        all.and(name).and(expression);
    }
}
