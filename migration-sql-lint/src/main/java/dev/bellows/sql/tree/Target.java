package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * What a query or a RETURNING gives.
 */
public record Target(Expression expression, @Nullable Identifier alias, Place place) implements Node {
    @Override
    public void parts(Parts all) {
        all.and(expression).and(alias);
    }
}
