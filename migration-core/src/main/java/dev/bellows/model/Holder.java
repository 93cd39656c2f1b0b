package dev.bellows.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a gate closed.
 *
 * @param who a few words that name it
 * @param application as its lease or its session says; null where it is about none
 * @param release as its lease says; null when it says none
 * @param head the highest version of its build; null where it does not say
 * @param host where it runs; null when nobody says
 * @param count how many of this kind there are
 * @param since since when the first of them has been there, on the server's clock; null where that is not told
 * @param next what to do about it
 */
public record Holder(
        Kind kind,
        String who,
        @Nullable String application,
        @Nullable String release,
        @Nullable String head,
        @Nullable String host,
        int count,
        @Nullable Instant since,
        String next) {
    /** The kinds. */
    public enum Kind {
        /** An instance whose lease says that its build lacks what the contract needs. */
        LEASE,
        /** A session that declares a head which is too low. */
        SESSION,
        /** A session that declares nothing and might use what the contract touches. */
        UNDECLARED,
        /** A standby or a subscriber: whoever reads there is not to be seen from here. */
        REPLICA,
        /** Nobody ever declared himself to this ledger. */
        NOBODY,
        /** An application that must be present has no lease. */
        ABSENT,
        /** The server has started, or forgotten its leases, less than a lease's lifetime ago. */
        MEMORY,
        /** What the contract needs has not been applied for long enough. */
        SOAK,
        /** An instance is entering and does not come to an end. */
        ENTERING;

        /** Whether a person who knows better may attest that this does not matter; never against what says that it is old. */
        public boolean attestable() {
            return this != LEASE && this != SESSION && this != ENTERING;
        }
    }

    /** A sentence's part: who holds, and since when. */
    @Override
    public String toString() {
        return who + (since == null ? "" : ", since " + since.truncatedTo(ChronoUnit.SECONDS));
    }
}
