package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … SET NOT NULL.
 */
public record SetNotNull(Identifier column, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
