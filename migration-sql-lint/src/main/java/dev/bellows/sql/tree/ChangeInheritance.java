package dev.bellows.sql.tree;

/**
 * INHERIT and NO INHERIT.
 */
public record ChangeInheritance(boolean inherit, QualifiedName parent, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(parent);
    }
}
