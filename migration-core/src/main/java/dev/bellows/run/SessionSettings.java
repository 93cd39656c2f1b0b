package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is set in a session while it is ours, between migrations.
 *
 * @param hasTransactionTimeout whether the server ends transactions that take long, as from PostgreSQL 17 on
 * @param grantable whether single parameters can be granted on this server, as from PostgreSQL 15 on
 * @param looksForDeadlocks whether we may set how soon the server looks for deadlocks
 * @param checksConnection whether the server can see that a client is gone while it works for it
 */
record SessionSettings(
        Settings settings,
        boolean hasTransactionTimeout,
        boolean grantable,
        boolean looksForDeadlocks,
        boolean checksConnection) {
    /**
     * Who looks first is the victim, and that shall be us. An autovacuum in our way is cancelled at the same moment. Only a
     * superuser may, or who was granted SET on the parameter; without it the budget of the waits alone must do.
     * https://www.postgresql.org/docs/18/runtime-config-locks.html#GUC-DEADLOCK-TIMEOUT
     */
    private static final Map<String, String> LOOK_FOR_DEADLOCKS = Map.of("deadlock_timeout", "100ms");

    /**
     * A server whose client the network swallowed keeps the session, and our lock, for two hours by default; so a minute. Other
     * systems than Linux lack some of these, and would complain of each in the log.
     * https://www.postgresql.org/docs/18/runtime-config-connection.html#RUNTIME-CONFIG-TCP-SETTINGS
     */
    private static final Map<String, String> NOTICE_LOST_CLIENTS = new TreeMap<>(Map.of(
            "tcp_keepalives_idle", "30",
            "tcp_keepalives_interval", "10",
            "tcp_keepalives_count", "3",
            "tcp_user_timeout", "60000"));

    private static final String ON_LINUX = "pg_catalog.version() LIKE '%linux%'";

    /** For a session of which nothing is known yet but its server's version; nearly every server sees that a client is gone. */
    static SessionSettings of(Settings settings, int major) {
        return new SessionSettings(settings, major >= 17, major >= 15, true, true);
    }

    SessionSettings withDeadlocks(boolean looks) {
        return new SessionSettings(settings, hasTransactionTimeout, grantable, looks, checksConnection);
    }

    SessionSettings withConnectionChecks(boolean checks) {
        return new SessionSettings(settings, hasTransactionTimeout, grantable, looksForDeadlocks, checks);
    }

    /** Sets them in a session as it was lent. */
    String sql() {
        // As who connected: the role that follows may not.
        return (looksForDeadlocks ? Lender.setSql(LOOK_FOR_DEADLOCKS) + "; " : "")
                + (settings.role() == null ? "" : "SET ROLE " + Sql.quote(settings.role()) + "; ")
                + Lender.setSql(values())
                + "; " + Lender.setSql(NOTICE_LOST_CLIENTS) + " WHERE " + ON_LINUX;
    }

    /**
     * Likewise, statement by statement, but in no other backend than this one, and of what takes a privilege what this user may.
     *
     * @param backend its process identifier
     */
    List<String> sqlIn(int backend) {
        String here = " WHERE pg_catalog.pg_backend_pid() = " + backend;
        List<String> sql = new ArrayList<>();
        sql.add(Lender.setSql(LOOK_FOR_DEADLOCKS) + here + " AND " + Lender.mayLookForDeadlocksSql(grantable));
        if (settings.role() != null) {
            sql.add(Lender.setSql(Map.of("role", settings.role())) + here);
        }
        sql.add(Lender.setSql(values()) + here);
        sql.add(Lender.setSql(NOTICE_LOST_CLIENTS) + here + " AND " + ON_LINUX);
        return sql;
    }

    /** What all of that sets, but for the role. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(values().keySet());
        names.addAll(NOTICE_LOST_CLIENTS.keySet());
        if (looksForDeadlocks) {
            names.addAll(LOOK_FOR_DEADLOCKS.keySet());
        }
        return names;
    }

    private Map<String, String> values() {
        Map<String, String> values = endless();
        values.put("statement_timeout", "0");
        values.put("lock_timeout", "0");
        // Files are split by the standard's rules for strings, so the server must read them by the same.
        values.put("standard_conforming_strings", "on");
        values.put("default_transaction_isolation", "read committed");
        // A migration means the same from every machine: the driver would send this one's time zone.
        values.put("TimeZone", "UTC");
        values.put("application_name", Session.applicationName("between migrations"));
        if (settings.schema() != null) {
            values.put("search_path", Sql.quote(settings.schema()));
        }
        return values;
    }

    /** Nothing ends a session that works, and everything one whose client is gone. */
    private Map<String, String> endless() {
        Map<String, String> endless = new TreeMap<>();
        endless.put("idle_in_transaction_session_timeout", "0");
        endless.put("idle_session_timeout", "0");
        if (checksConnection) {
            endless.put("client_connection_check_interval", "5s");
        }
        if (hasTransactionTimeout) {
            endless.put("transaction_timeout", "0");
        }
        return endless;
    }

    /** That alone, to be appended. */
    String endlessSql() {
        return "; " + Lender.setSql(endless());
    }
}
