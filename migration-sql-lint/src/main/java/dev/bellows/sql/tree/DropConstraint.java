package dev.bellows.sql.tree;

/**
 * DROP CONSTRAINT.
 */
public record DropConstraint(boolean ifExists, Identifier constraint, boolean cascade, Place place)
        implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
