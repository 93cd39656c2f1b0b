package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … DROP EXPRESSION.
 */
public record DropExpression(Identifier column, boolean ifExists, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
