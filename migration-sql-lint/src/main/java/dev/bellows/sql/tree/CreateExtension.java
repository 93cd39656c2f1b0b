package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * CREATE EXTENSION: https://www.postgresql.org/docs/18/sql-createextension.html
 */
public record CreateExtension(
        boolean ifNotExists, Identifier name, @Nullable Identifier schema, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name).and(schema);
    }
}
