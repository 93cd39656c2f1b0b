package dev.bellows.sql.tree;

/**
 * ALTER CONSTRAINT.
 *
 * @param inherit INHERIT
 */
public record AlterConstraint(Identifier constraint, boolean inherit, ConstraintAttributes attributes, Place place)
        implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(constraint);
    }
}
