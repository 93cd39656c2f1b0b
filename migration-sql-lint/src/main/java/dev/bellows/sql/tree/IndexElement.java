package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * What an index holds.
 *
 * @param expression a column, a call or an expression
 */
public record IndexElement(
        Expression expression,
        @Nullable QualifiedName collation,
        @Nullable QualifiedName operatorClass,
        boolean descending,
        Place place)
        implements Node {
    @Override
    public void parts(Parts all) {
        all.and(expression).and(collation).and(operatorClass);
    }
}
