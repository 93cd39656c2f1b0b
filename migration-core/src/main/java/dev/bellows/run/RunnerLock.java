package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.Blocker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The advisory lock that lets one runner work on one ledger. Taken by polling: a waiter that blocked inside PostgreSQL
 * would hold a snapshot, and a concurrent index build of the holder would wait for it. Advisory locks are each database's
 * own; the key tells ledgers of one database apart.
 */
final class RunnerLock {
    private final Session session;
    private final long key;

    RunnerLock(Session session, LedgerTables tables) {
        this.session = session;
        this.key =
                key(session.server().database(), tables.schema(), tables.name().table());
    }

    static long key(String database, String schema, String table) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {"bellows", database, schema, table}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A try.
     *
     * @param acquired whether nobody had the lock, and we do now
     * @param answer to what was asked along
     */
    record Try(boolean acquired, long answer) {}

    /**
     * Takes the lock if nobody has it, and asks something with the same query.
     *
     * @param question an expression in SQL, a whole number
     */
    Try tryAcquire(String question) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_catalog.pg_try_advisory_lock(" + key + "), " + question)) {
            row.next();
            return new Try(row.getBoolean(1), row.getLong(2));
        }
    }

    /** Releases it; a pooled connection that is merely closed would keep it. */
    void release() throws SQLException {
        ask("SELECT pg_catalog.pg_advisory_unlock(" + key + ")");
    }

    /**
     * A query of one boolean: whether this backend is still the one that took the lock, has it, and takes it once more for
     * this transaction, so that nothing the migration does can lose it before the entry is written.
     */
    String stillHeldSql() {
        return "SELECT pg_catalog.pg_backend_pid() = " + session.server().pid() + " AND EXISTS (" + holders()
                + " AND pid = pg_catalog.pg_backend_pid()) AND pg_catalog.pg_try_advisory_xact_lock(" + key + ")";
    }

    /** Asks that. */
    boolean heldInTransaction() throws SQLException {
        return ask(stillHeldSql());
    }

    /** Whether this backend is still the one that took the lock, and has it. */
    boolean stillHeld() throws SQLException {
        return ask("SELECT pg_catalog.pg_backend_pid() = " + session.server().pid() + " AND EXISTS (" + holders()
                + " AND pid = pg_catalog.pg_backend_pid())");
    }

    /** Who has the lock; null when nobody. */
    @Nullable
    Blocker holder() throws SQLException {
        List<Blocker> found = Blockers.read(session.connection(), holders(), Duration.ZERO);
        return found.isEmpty() ? null : found.get(0);
    }

    private String holders() {
        return "SELECT pid, virtualtransaction FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
                + " AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
                + " AND classid = " + (key >>> 32) + " AND objid = " + (key & 0xFFFFFFFFL);
    }

    private boolean ask(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
