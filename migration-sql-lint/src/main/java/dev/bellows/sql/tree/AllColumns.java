package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * All columns: of everything, or of what is named.
 *
 * @param of null for a star alone
 */
public record AllColumns(@Nullable Expression of, Place place) implements Expression {
    @Override
    public void parts(Parts all) {
        all.and(of);
    }
}
