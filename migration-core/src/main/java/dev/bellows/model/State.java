package dev.bellows.model;

import java.util.Locale;

/** What {@code status} says of a migration; these and no others. */
public enum State {
    APPLIED,
    PENDING,
    HELD,
    FAILED,
    UNFINISHED,
    REVERTED,
    EDITED,
    MISSING,
    OUT_OF_ORDER,
    ADOPTED,
    BASELINED,
    HISTORY;

    /** The word on the screen and in JSON: {@code out-of-order}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
