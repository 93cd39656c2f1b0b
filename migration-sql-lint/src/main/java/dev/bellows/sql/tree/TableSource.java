package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * A table in FROM.
 */
public record TableSource(Relation relation, @Nullable Identifier alias, Place place) implements Source {
    @Override
    public void parts(Parts all) {
        all.and(relation).and(alias);
    }
}
