package dev.bellows.sql.tree;

import java.util.List;

/**
 * Every DROP.
 */
public record Drop(
        ObjectKind kind,
        boolean ifExists,
        boolean concurrently,
        List<ObjectReference> objects,
        boolean cascade,
        Place place)
        implements Statement {
    public Drop {
        objects = List.copyOf(objects);
    }

    @Override
    public void parts(Parts all) {
        all.and(objects);
    }
}
