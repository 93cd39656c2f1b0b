package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … DROP IDENTITY.
 */
public record DropIdentity(Identifier column, boolean ifExists, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
