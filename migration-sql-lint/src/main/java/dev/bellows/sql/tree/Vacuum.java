package dev.bellows.sql.tree;

import java.util.List;

/**
 * VACUUM and ANALYZE: https://www.postgresql.org/docs/18/sql-vacuum.html
 *
 * @param onlyAnalyze ANALYZE rather than VACUUM
 * @param tables none for the whole database
 */
public record Vacuum(boolean onlyAnalyze, boolean full, List<Relation> tables, Place place) implements Statement {
    public Vacuum {
        tables = List.copyOf(tables);
    }

    @Override
    public void parts(Parts all) {
        all.and(tables);
    }
}
