package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … OPTIONS.
 */
public record SetColumnForeignOptions(Identifier column, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
