package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * NULL, which says that there is no constraint.
 */
public record NullConstraint(@Nullable Identifier name, ConstraintAttributes attributes, Place place)
        implements Constraint {
    @Override
    public void parts(Parts all) {
        all.and(name);
    }
}
