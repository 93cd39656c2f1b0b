package dev.bellows.sql.tree;

import java.util.List;

/**
 * TRUNCATE: https://www.postgresql.org/docs/18/sql-truncate.html
 */
public record Truncate(List<Relation> tables, boolean restartIdentity, boolean cascade, Place place)
        implements Statement {
    public Truncate {
        tables = List.copyOf(tables);
    }

    @Override
    public void parts(Parts all) {
        all.and(tables);
    }
}
