package dev.bellows.sql.tree;

/**
 * REFRESH MATERIALIZED VIEW: https://www.postgresql.org/docs/18/sql-refreshmaterializedview.html
 */
public record RefreshMaterializedView(boolean concurrently, QualifiedName name, boolean withData, Place place)
        implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(name);
    }
}
