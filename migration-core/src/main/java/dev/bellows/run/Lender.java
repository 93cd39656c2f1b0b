package dev.bellows.run;

import dev.bellows.ledger.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a connection as its pool lent it: who the session was and what had been set in it, by a pool's
 * initial SQL for example. {@link Borrowed} is the driver's side.
 *
 * @param pid of the backend that answered
 * @param user of the session; empty where nothing of it was touched
 * @param role {@code none}, or the role that was set
 * @param settings made in this session
 * @param lockedNothing whether it held no advisory lock
 * @param clean whether it had no temporary table, no LISTEN, no PREPARE and no cursor that outlives its transaction
 * @param mayLookForDeadlocks whether the role in force may set how soon the server looks for deadlocks
 * @param deadlockTimeout after how long sessions in which nobody has set it look for deadlocks
 * @param grantable whether single parameters can be granted on this server, as from PostgreSQL 15 on
 */
record Lender(
        int pid,
        String user,
        String role,
        Map<String, String> settings,
        boolean lockedNothing,
        boolean clean,
        boolean mayLookForDeadlocks,
        Duration deadlockTimeout,
        boolean grantable) {
    /** A session in which we change nothing. */
    static final Lender UNTOUCHED = new Lender(0, "", "none", Map.of(), false, false, false, Duration.ZERO, false);

    /** What a session can change, one by one; the others have a word of their own, or none. */
    private static final String CAN_CHANGE = " context IN ('user', 'superuser') AND name NOT IN"
            + " ('role', 'session_authorization', 'transaction_isolation', 'transaction_read_only',"
            + " 'transaction_deferrable', 'seed')";

    /** Asks once, and changes nothing: it may be somebody else's backend. */
    static Lender of(Connection connection) throws SQLException {
        boolean grantable = grantable(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql(grantable));
            return read(statement, grantable);
        }
    }

    static boolean grantable(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= 15;
    }

    /** What to ask; for {@link #read}. */
    static String sql(boolean grantable) {
        return "SELECT pg_catalog.pg_backend_pid(), session_user, pg_catalog.current_setting('role'),"
                + " NOT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()),"
                + " (pg_catalog.pg_my_temp_schema() = 0"
                // No index leads there.
                + " OR NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema()))"
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_listening_channels())"
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE is_holdable)"
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE from_sql), "
                + mayLookForDeadlocksSql(grantable)
                // Once, as the server writes down all of its settings for it.
                + "; SELECT name, pg_catalog.current_setting(name), reset_val, source = 'session' AND" + CAN_CHANGE
                + " FROM pg_catalog.pg_settings WHERE source = 'session' OR name = 'deadlock_timeout'";
    }

    /** Whether the role in force may set how soon the server looks for deadlocks, as an expression. */
    static String mayLookForDeadlocksSql(boolean grantable) {
        return "(EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper)"
                + (grantable ? " OR pg_catalog.has_parameter_privilege('deadlock_timeout', 'SET')" : "") + ")";
    }

    /** Takes the answers, of which the statement is at the first; it is at the last afterwards. */
    static Lender read(Statement statement, boolean grantable) throws SQLException {
        ResultSet row = statement.getResultSet();
        row.next();
        int pid = row.getInt(1);
        String user = row.getString(2);
        String role = row.getString(3);
        boolean lockedNothing = row.getBoolean(4);
        boolean clean = row.getBoolean(5);
        boolean mayLookForDeadlocks = row.getBoolean(6);
        statement.getMoreResults();
        ResultSet set = statement.getResultSet();
        Map<String, String> settings = new TreeMap<>();
        Duration deadlockTimeout = Duration.ZERO;
        while (set.next()) {
            if (set.getString(1).equals("deadlock_timeout")) {
                deadlockTimeout = Duration.ofMillis(set.getLong(3));
            }
            if (set.getBoolean(4)) {
                settings.put(set.getString(1), set.getString(2));
            }
        }
        return new Lender(
                pid, user, role, settings, lockedNothing, clean, mayLookForDeadlocks, deadlockTimeout, grantable);
    }

    /**
     * Puts everything back that a session can tell; may run inside a transaction. RESET ALL would also clear the custom
     * settings that a pool's initial SQL made, and nobody could say which: so each is put back by its name. That takes the
     * privilege to set it, so each role that may have set it puts back what it may, and the user the rest.
     *
     * @param migrations the role of the migrations; null when they run as who connected
     */
    String restoreSql(@Nullable String migrations) {
        StringBuilder sql = new StringBuilder("RESET ROLE");
        sql.append("; ").append(setSql(Map.of("session_authorization", user)));
        for (String each : migrations == null ? List.of(role) : List.of(migrations, role)) {
            if (!each.equals("none")) {
                sql.append("; ")
                        .append(setSql(Map.of("role", each)))
                        .append("; ")
                        .append(putBackSql())
                        .append(" AND (context = 'user' OR pg_catalog.current_setting('is_superuser') = 'on'")
                        .append(grantable ? " OR pg_catalog.has_parameter_privilege(name, 'SET')" : "")
                        .append(')');
            }
        }
        sql.append("; RESET ROLE; ").append(putBackSql());
        return sql.append("; ").append(setSql(Map.of("role", role))).toString();
    }

    /** What differs is set as it was, or reset, which NULL does. */
    private String putBackSql() {
        StringBuilder lent = new StringBuilder("(NULL, NULL)");
        settings.forEach((name, value) -> lent.append(", (")
                .append(Sql.literal(name))
                .append(", ")
                .append(Sql.literal(value))
                .append(')'));
        return "SELECT pg_catalog.set_config(name, lent.value, false) FROM pg_catalog.pg_settings LEFT JOIN (VALUES "
                + lent
                + ") AS lent (lent_name, value) ON lent_name = name WHERE (source = 'session' OR lent_name IS NOT NULL)"
                + " AND pg_catalog.current_setting(name) IS DISTINCT FROM lent.value AND" + CAN_CHANGE;
    }

    /**
     * Likewise where nobody but us has set anything, which needs no search for what differs.
     *
     * @param names of what we have set
     */
    String giveBackUntouchedSql(@Nullable String migrations, Set<String> names) {
        Map<String, @Nullable String> lent = new TreeMap<>();
        names.forEach(name -> lent.put(name, settings.get(name)));
        String again = "RESET ROLE; " + setSql(Map.of("role", role)) + "; ";
        return (migrations == null ? "" : again) + setSql(lent);
    }

    /** Sets all of these for the session, with one query; null resets one. */
    static String setSql(Map<String, ? extends @Nullable String> values) {
        StringJoiner sql = new StringJoiner(", ", "SELECT ", "");
        values.forEach((name, value) -> sql.add("pg_catalog.set_config(" + Sql.literal(name) + ", "
                + (value == null ? "NULL" : Sql.literal(value)) + ", false)"));
        return sql.toString();
    }

    /** Likewise, and ends what a migration left locked: the pool would keep the session, and so the locks. */
    String giveBackSql(@Nullable String migrations) {
        return restoreSql(migrations)
                + (lockedNothing ? "; SELECT pg_catalog.pg_advisory_unlock_all()" : "")
                + (clean ? "; " + sweepSql() : "");
    }

    /** Ends what migrations leave beside settings; empty where the session had such things of its own when it was lent. */
    String sweepSql() {
        return clean ? sweepInsideSql() + "; " + unlistenSql() : "";
    }

    /** Likewise for inside of a transaction, where {@link #unlistenSql()} would only do what it does at the end. */
    String sweepInsideSql() {
        return clean ? "CLOSE ALL; DISCARD TEMP; DEALLOCATE ALL" : "";
    }

    /** The rest of that. */
    String unlistenSql() {
        return clean ? "UNLISTEN *" : "";
    }
}
