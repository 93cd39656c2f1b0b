package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * NOT NULL.
 *
 * @param column null where it stands at the column itself
 */
public record NotNullConstraint(
        @Nullable Identifier name,
        ConstraintAttributes attributes,
        @Nullable Identifier column,
        Place place) implements Constraint {
    @Override
    public void parts(Parts all) {
        all.and(name).and(column);
    }
}
