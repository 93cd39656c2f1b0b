package dev.bellows.sql.tree;

/**
 * OWNER TO.
 */
public record ChangeTableOwner(Identifier role, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(role);
    }
}
