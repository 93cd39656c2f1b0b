package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * REINDEX: https://www.postgresql.org/docs/18/sql-reindex.html
 *
 * @param kind INDEX, TABLE, SCHEMA, DATABASE or SYSTEM
 */
public record Reindex(
        String kind, boolean concurrently, @Nullable QualifiedName name, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name);
    }
}
