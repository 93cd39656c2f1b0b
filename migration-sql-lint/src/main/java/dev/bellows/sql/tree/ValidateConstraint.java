package dev.bellows.sql.tree;

/**
 * VALIDATE CONSTRAINT.
 */
public record ValidateConstraint(Identifier constraint, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
