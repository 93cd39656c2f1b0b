package dev.bellows.model;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session, or a prepared transaction, that others wait for. What the server does not tell this role is null: without
 * {@code pg_read_all_stats} that is everything but the pid, the role and the application.
 *
 * @param pid the backend's process; 0 for a prepared transaction
 * @param prepared the name of a prepared transaction, as COMMIT PREPARED takes it; null for a session
 * @param role whose it is
 * @param application the application's name; null when it gave none
 * @param kind what it is, where it is no client: {@code autovacuum worker}, …; null for a client
 * @param state {@code active}, {@code idle in transaction}, …, or {@code prepared}
 * @param inState how long it has been in that state
 * @param inTransaction how long its transaction has been open; null without one
 * @param query the beginning of its present or last query in one line, its strings masked; empty when there is none
 */
public record Blocker(
        int pid,
        @Nullable String prepared,
        @Nullable String role,
        @Nullable String application,
        @Nullable String kind,
        @Nullable String state,
        @Nullable Duration inState,
        @Nullable Duration inTransaction,
        String query) {
    /** Whether this is the same session or prepared transaction, whatever it does by now. */
    public boolean same(Blocker other) {
        return pid == other.pid && Objects.equals(prepared, other.prepared);
    }
}
