package dev.bellows.sql.tree;

/**
 * ADD CONSTRAINT.
 */
public record AddDomainConstraint(Constraint constraint, Place place) implements AlterDomainAction {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
