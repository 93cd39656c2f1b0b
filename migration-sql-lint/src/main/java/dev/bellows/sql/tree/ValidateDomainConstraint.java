package dev.bellows.sql.tree;

/**
 * VALIDATE CONSTRAINT.
 */
public record ValidateDomainConstraint(Identifier constraint, Place place) implements AlterDomainAction {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
