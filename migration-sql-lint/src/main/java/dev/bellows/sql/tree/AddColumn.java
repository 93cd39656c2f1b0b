package dev.bellows.sql.tree;

/**
 * ADD COLUMN.
 */
public record AddColumn(boolean ifNotExists, ColumnDefinition column, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
