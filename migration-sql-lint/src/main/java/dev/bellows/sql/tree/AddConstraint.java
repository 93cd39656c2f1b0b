package dev.bellows.sql.tree;

/**
 * ADD CONSTRAINT.
 */
public record AddConstraint(Constraint constraint, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
