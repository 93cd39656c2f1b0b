package dev.bellows.sql.tree;

/**
 * COLLATE.
 */
public record Collation(Expression operand, QualifiedName collation, Place place) implements Expression {
    @Override
    public void parts(Parts all) {
        all.and(operand).and(collation);
    }
}
