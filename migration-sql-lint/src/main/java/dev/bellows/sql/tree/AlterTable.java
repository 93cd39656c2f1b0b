package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER TABLE, INDEX, VIEW, MATERIALIZED VIEW, SEQUENCE and FOREIGN TABLE, with what each of them takes a list of.
 * https://www.postgresql.org/docs/18/sql-altertable.html
 */
public record AlterTable(
        ObjectKind kind, boolean ifExists, Relation relation, List<AlterTableAction> actions, Place place)
        implements Statement {
    public AlterTable {
        actions = List.copyOf(actions);
    }

    @Override
    public void parts(Parts all) {
        all.and(relation).and(actions);
    }
}
