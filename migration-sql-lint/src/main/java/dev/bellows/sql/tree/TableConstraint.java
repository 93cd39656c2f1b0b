package dev.bellows.sql.tree;

/**
 * A constraint among the columns.
 */
public record TableConstraint(Constraint constraint, Place place) implements TableElement {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
