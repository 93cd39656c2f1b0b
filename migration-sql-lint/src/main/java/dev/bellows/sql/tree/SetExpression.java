package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … SET EXPRESSION.
 */
public record SetExpression(Identifier column, Expression expression, Place place) implements AlterTableAction {}
