package dev.bellows.model;

import dev.bellows.sql.Phase;

/** Which phases a run applies. */
public enum Phases {
    EXPAND,
    CONTRACT,
    ALL;

    /** Whether a migration of this phase runs. */
    public boolean include(Phase phase) {
        return this == ALL || name().equals(phase.name());
    }
}
