package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

    /** Takes the lock if nobody has it. */
    boolean tryAcquire() throws SQLException {
        return ask("SELECT pg_catalog.pg_try_advisory_lock(" + key + ")");
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

    /** Whether this backend is still the one that took the lock, and has it. */
    boolean stillHeld() throws SQLException {
        return ask("SELECT pg_catalog.pg_backend_pid() = " + session.server().pid() + " AND EXISTS (" + holders()
                + " AND pid = pg_catalog.pg_backend_pid())");
    }

    /** Who has the lock: application name (with the host and what it runs), pid, since when; null when nobody. */
    @Nullable
    String holder() throws SQLException {
        String sql = "SELECT a.pid, a.application_name, a.usename, a.state,"
                + " (extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.state_change, a.backend_start)) * 1000)::bigint"
                + " FROM (" + holders() + ") AS l JOIN pg_catalog.pg_stat_activity AS a USING (pid)";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return null;
            }
            String name = row.getString(2);
            String since = Messages.time(Duration.ofMillis(row.getLong(5)));
            return "pid " + row.getInt(1)
                    + (name == null || name.isEmpty() ? " (role " + row.getString(3) + ")" : " (" + name + ")")
                    + (row.getString(4) == null ? "" : ", " + row.getString(4) + " for " + since);
        }
    }

    private String holders() {
        return "SELECT pid FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
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
