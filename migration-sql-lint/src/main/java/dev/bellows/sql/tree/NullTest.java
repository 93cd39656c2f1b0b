package dev.bellows.sql.tree;

/**
 * IS NULL, IS NOT NULL, ISNULL, NOTNULL.
 *
 * @param not true for IS NOT NULL
 */
public record NullTest(Expression operand, boolean not, Place place) implements Expression {
    @Override
    public void parts(Parts all) {
        all.and(operand);
    }
}
