package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * REPLICA IDENTITY.
 *
 * @param kind DEFAULT, FULL, NOTHING or INDEX
 */
public record ReplicaIdentity(String kind, @Nullable Identifier index, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(index);
    }
}
