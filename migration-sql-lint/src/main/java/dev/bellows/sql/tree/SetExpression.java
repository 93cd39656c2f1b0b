package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … SET EXPRESSION.
 */
public record SetExpression(Identifier column, Expression expression, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column).and(expression);
    }
}
