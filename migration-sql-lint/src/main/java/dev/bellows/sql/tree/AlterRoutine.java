package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER FUNCTION, PROCEDURE and ROUTINE with options: https://www.postgresql.org/docs/18/sql-alterfunction.html
 *
 * @param options as written
 */
public record AlterRoutine(ObjectReference routine, List<String> options, Place place) implements Statement {
    public AlterRoutine {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(routine);
    }
}
