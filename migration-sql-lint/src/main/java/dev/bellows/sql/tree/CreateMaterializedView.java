package dev.bellows.sql.tree;

import java.util.List;

/**
 * CREATE MATERIALIZED VIEW: https://www.postgresql.org/docs/18/sql-creatematerializedview.html
 */
public record CreateMaterializedView(
        boolean ifNotExists, QualifiedName name, List<Identifier> columns, Query query, boolean withData, Place place)
        implements Statement {
    public CreateMaterializedView {
        columns = List.copyOf(columns);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(columns).and(query);
    }
}
