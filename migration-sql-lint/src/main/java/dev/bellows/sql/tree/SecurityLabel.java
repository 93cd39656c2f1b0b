package dev.bellows.sql.tree;

/**
 * SECURITY LABEL ON.
 */
public record SecurityLabel(ObjectReference object, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(object);
    }
}
