package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * What only the migrations of one owner go by.
 *
 * @param enforceFrom everything of this owner below is history; null when nothing is
 * @param outOfOrder whether a pending version of this owner below the highest applied one runs, although others' do not
 */
public record OwnerSettings(@Nullable Version enforceFrom, boolean outOfOrder) {
    /** Nothing but what counts for all. */
    public static final OwnerSettings NONE = new OwnerSettings(null, false);
}
