package dev.bellows.sql.tree;

/**
 * DROP CONSTRAINT.
 */
public record DropDomainConstraint(boolean ifExists, Identifier constraint, boolean cascade, Place place)
        implements AlterDomainAction {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
