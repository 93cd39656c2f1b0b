package dev.bellows.sql.tree;

import java.util.List;

/**
 * LOCK: https://www.postgresql.org/docs/18/sql-lock.html
 *
 * @param mode such as ACCESS EXCLUSIVE, which it is where none is written
 */
public record LockTable(List<Relation> tables, String mode, boolean nowait, Place place) implements Statement {
    public LockTable {
        tables = List.copyOf(tables);
    }

    @Override
    public void parts(Parts all) {
        all.and(tables);
    }
}
