package dev.bellows.sql.tree;

/**
 * DROP COLUMN.
 */
public record DropColumn(boolean ifExists, Identifier column, boolean cascade, Place place)
        implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
