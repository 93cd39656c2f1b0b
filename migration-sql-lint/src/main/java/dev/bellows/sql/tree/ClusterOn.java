package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * CLUSTER ON and SET WITHOUT CLUSTER.
 *
 * @param index null for the latter
 */
public record ClusterOn(@Nullable Identifier index, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(index);
    }
}
