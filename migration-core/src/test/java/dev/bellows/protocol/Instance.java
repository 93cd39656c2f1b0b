package dev.bellows.protocol;

/**
 * An instance of the application.
 *
 * @param fits whether its build ships what the contract needs
 * @param session whether a session that renewed its lease is open
 * @param entries how often it may enter yet
 */
record Instance(boolean fits, At at, Lease lease, boolean session, int entries) {
    /** How far it is. */
    enum At {
        OFF,
        ENTERING,
        SERVING,
        RENEWING,
        GONE
    }

    /** Its row in bellows_lease. */
    enum Lease {
        NONE,
        IN_TIME,
        OVER
    }

    static Instance off(boolean fits, int entries) {
        return new Instance(fits, At.OFF, Lease.NONE, false, entries);
    }

    boolean serves() {
        return at == At.SERVING || at == At.RENEWING;
    }

    Instance at(At now) {
        return new Instance(fits, now, lease, session, entries);
    }

    Instance entered(boolean recorded) {
        return new Instance(fits, At.SERVING, Lease.IN_TIME, recorded || session, entries);
    }

    Instance begins() {
        return new Instance(fits, At.ENTERING, lease, session, entries - 1);
    }

    Instance lease(Lease now) {
        return new Instance(fits, at, now, session, entries);
    }

    Instance withoutSession() {
        return new Instance(fits, at, lease, false, entries);
    }
}
