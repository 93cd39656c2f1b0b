package dev.bellows.gate;

import dev.bellows.model.MigrationLabel;
import dev.bellows.schema.ObjectName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contract as its gate sees it.
 *
 * @param after the version that a build must ship to live beside it
 * @param touched the tables and views that it may take from somebody; null when nobody can tell
 */
public record Contract(
        MigrationLabel label,
        MigrationLabel after,
        @Nullable Set<ObjectName> touched) {
    public Contract {
        touched = touched == null || touched.isEmpty() ? null : Set.copyOf(touched);
    }

    /** Whether any build that ships it is safe, and no older one. */
    boolean ownExpand() {
        return after.id().equals(label.id());
    }

    /** What a build must hold, as the database compares it. */
    String needs() {
        return after.id().owner() + ":" + after.id().key();
    }
}
