package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … SET STORAGE.
 */
public record SetStorage(Identifier column, String storage, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
