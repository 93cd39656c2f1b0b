package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * DO: https://www.postgresql.org/docs/18/sql-do.html
 *
 * @param code null where none is given, which is an error that only the server notices
 */
public record DoBlock(@Nullable Code code, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(code);
    }
}
