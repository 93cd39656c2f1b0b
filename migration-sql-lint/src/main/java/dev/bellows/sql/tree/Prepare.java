package dev.bellows.sql.tree;

/**
 * PREPARE: https://www.postgresql.org/docs/18/sql-prepare.html
 */
public record Prepare(Identifier name, Statement statement, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name).and(statement);
    }
}
