package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * A query in FROM.
 */
public record QuerySource(Query query, @Nullable Identifier alias, Place place) implements Source {
    @Override
    public void parts(Parts all) {
        all.and(query).and(alias);
    }
}
