package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * COMMENT ON.
 *
 * @param text null for NULL
 */
public record Comment(ObjectReference object, @Nullable String text, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(object);
    }
}
