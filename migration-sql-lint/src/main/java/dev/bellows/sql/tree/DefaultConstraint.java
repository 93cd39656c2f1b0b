package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * DEFAULT, which PostgreSQL writes among the constraints.
 */
public record DefaultConstraint(
        @Nullable Identifier name, ConstraintAttributes attributes, Expression value, Place place)
        implements Constraint {
    @Override
    public void parts(Parts all) {
        all.and(name).and(value);
    }
}
