package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … DROP DEFAULT.
 */
public record DropDefault(Identifier column, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
