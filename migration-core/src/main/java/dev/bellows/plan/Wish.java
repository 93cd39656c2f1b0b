package dev.bellows.plan;

import dev.bellows.model.Phases;
import dev.bellows.model.Version;
import org.jspecify.annotations.Nullable;

/**
 * How far to go.
 *
 * @param to the last version to apply; null for all
 */
public record Wish(Phases phases, @Nullable Version to) {
    /** Everything. */
    public static final Wish ALL = new Wish(Phases.ALL, null);
}
