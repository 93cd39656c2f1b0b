package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … DROP NOT NULL.
 */
public record DropNotNull(Identifier column, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
