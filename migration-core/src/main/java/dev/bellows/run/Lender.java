package dev.bellows.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * The server's side of a connection as its pool lent it: who the session was and what had been set in it, by a pool's
 * initial SQL for example. {@link Borrowed} is the driver's side.
 *
 * @param user of the session; empty where nothing of it was touched
 * @param role {@code none}, or the role that was set
 * @param settings made in this session
 * @param lockedNothing whether it held no advisory lock
 * @param clean whether it had no temporary table, no LISTEN, no PREPARE and no cursor that outlives its transaction
 */
record Lender(String user, String role, Map<String, String> settings, boolean lockedNothing, boolean clean) {
    /** A session in which we change nothing. */
    static final Lender UNTOUCHED = new Lender("", "none", Map.of(), false, false);

    /** What a session can change, one by one; the others have a word of their own, or none. */
    private static final String MADE_HERE =
            " FROM pg_catalog.pg_settings WHERE source = 'session' AND context IN ('user', 'superuser') AND name NOT IN"
                    + " ('role', 'session_authorization', 'transaction_isolation', 'transaction_read_only',"
                    + " 'transaction_deferrable', 'seed')";

    static Lender of(Connection connection) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT name, pg_catalog.current_setting(name)" + MADE_HERE)) {
                while (row.next()) {
                    settings.put(row.getString(1), row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT session_user, pg_catalog.current_setting('role'), NOT EXISTS (SELECT FROM pg_catalog.pg_locks"
                            + " WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()),"
                            + " NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema())"
                            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_listening_channels())"
                            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE is_holdable)"
                            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE from_sql)")) {
                row.next();
                return new Lender(row.getString(1), row.getString(2), settings, row.getBoolean(3), row.getBoolean(4));
            }
        }
    }

    /**
     * Puts everything back that a session can tell; may run inside a transaction. RESET ALL would also clear the custom
     * settings that a pool's initial SQL made, and nobody could say which: so each is reset by its name (NULL does that).
     */
    String restoreSql() {
        StringBuilder sql = new StringBuilder("RESET ROLE");
        Session.set(sql, "session_authorization", user);
        sql.append("; SELECT pg_catalog.set_config(name, NULL, false)").append(MADE_HERE);
        settings.forEach((name, value) -> Session.set(sql, name, value));
        Session.set(sql, "role", role);
        return sql.toString();
    }

    /** Likewise, and ends what a migration left locked: the pool would keep the session, and so the locks. */
    String giveBackSql() {
        return restoreSql()
                + (lockedNothing ? "; SELECT pg_catalog.pg_advisory_unlock_all()" : "")
                + (clean ? "; " + sweepSql() : "");
    }

    /** Ends what migrations leave beside settings; empty where the session had such things of its own when it was lent. */
    String sweepSql() {
        return clean ? "CLOSE ALL; DISCARD TEMP; UNLISTEN *; DEALLOCATE ALL" : "";
    }
}
