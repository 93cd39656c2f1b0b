package dev.bellows.sql.tree;

/**
 * A value of a type: CAST, {@code ::}, or the type in front of a string.
 */
public record Cast(Expression operand, DataType type, Place place) implements Expression {
    @Override
    public void parts(Parts all) {
        all.and(operand).and(type);
    }
}
