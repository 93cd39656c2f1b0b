package dev.bellows.sql.tree;

/**
 * CREATE ROLE, USER and GROUP: https://www.postgresql.org/docs/18/sql-createrole.html
 */
public record CreateRole(Identifier name, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name);
    }
}
