package dev.bellows.sql.tree;

/**
 * EXPLAIN: https://www.postgresql.org/docs/18/sql-explain.html
 *
 * @param analyze the statement runs
 */
public record Explain(boolean analyze, Statement statement, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(statement);
    }
}
