package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * ALTER ROLE, USER and GROUP: https://www.postgresql.org/docs/18/sql-alterrole.html
 *
 * @param name null for ALL
 * @param setting the setting that it sets or resets for the role
 */
public record AlterRole(@Nullable Identifier name, @Nullable String setting, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name);
    }
}
