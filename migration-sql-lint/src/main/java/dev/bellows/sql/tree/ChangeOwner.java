package dev.bellows.sql.tree;

/**
 * Every OWNER TO of what is not a table.
 */
public record ChangeOwner(ObjectReference object, Identifier role, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(object).and(role);
    }
}
