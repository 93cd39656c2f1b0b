package dev.bellows.sql.tree;

/**
 * CALL: https://www.postgresql.org/docs/18/sql-call.html
 */
public record Call(FunctionCall call, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(call);
    }
}
