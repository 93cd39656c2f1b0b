package dev.bellows.sql.tree;

/**
 * A query as a value: EXISTS, ARRAY, behind IN and ANY, or alone.
 *
 * @param word EXISTS or ARRAY, or empty
 */
public record Subquery(String word, Query query, Place place) implements Expression {
    @Override
    public void parts(Parts all) {
        all.and(query);
    }
}
