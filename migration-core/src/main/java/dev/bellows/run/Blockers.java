package dev.bellows.run;

import dev.bellows.model.Blocker;
import dev.bellows.sql.SqlSecrets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who stands in the way. */
final class Blockers {
    private static final int LONGEST_QUERY = 200;
    private static final int LONGEST_PHRASED_QUERY = 60;

    private Blockers() {}

    /**
     * Describes holders.
     *
     * @param holders a query of pid (null for a prepared transaction) and virtualtransaction, as in pg_locks
     * @param age only transactions at least this old; prepared ones always; zero for all, those too whose age a role
     *     without pg_read_all_stats is not told
     */
    static List<Blocker> read(Connection connection, String holders, Duration age) throws SQLException {
        String sql =
                "SELECT DISTINCT coalesce(b.pid, 0), x.gid, coalesce(a.usename, x.owner), nullif(a.application_name, ''),"
                        + " nullif(a.backend_type, 'client backend'),"
                        + " CASE WHEN b.pid IS NULL THEN 'prepared' ELSE a.state END,"
                        + millis("coalesce(a.state_change, x.prepared)")
                        + "," + millis("coalesce(a.xact_start, x.prepared)")
                        + ", pg_catalog.left(a.query, 1000)"
                        + " FROM (" + holders + ") AS b LEFT JOIN pg_catalog.pg_stat_activity AS a USING (pid)"
                        // A prepared transaction keeps the lock on its own number.
                        + " LEFT JOIN pg_catalog.pg_locks AS own ON b.pid IS NULL AND own.pid IS NULL"
                        + " AND own.locktype = 'transactionid' AND own.virtualtransaction = b.virtualtransaction"
                        + " LEFT JOIN pg_catalog.pg_prepared_xacts AS x ON x.transaction = own.transactionid"
                        + " WHERE b.pid IS NULL OR a.xact_start < pg_catalog.clock_timestamp() - interval '"
                        + age.toMillis()
                        + " milliseconds'" + (age.isZero() ? " OR (a.pid IS NOT NULL AND a.xact_start IS NULL)" : "")
                        + " ORDER BY 8 DESC NULLS LAST, 1";
        List<Blocker> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(blocker(row));
            }
        }
        return found;
    }

    private static String millis(String since) {
        return " (extract(epoch FROM pg_catalog.clock_timestamp() - " + since + ") * 1000)::bigint";
    }

    private static Blocker blocker(ResultSet row) throws SQLException {
        @Nullable String state = row.getString(6);
        @Nullable String query = row.getString(9);
        return new Blocker(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                state,
                duration(row, 7),
                duration(row, 8),
                // Without the privilege the server gives a text about it instead of the query.
                query == null || (state == null && row.getObject(7) == null)
                        ? ""
                        : beginning(SqlSecrets.withoutStrings(query)));
    }

    private static String beginning(String query) {
        return query.length() <= LONGEST_QUERY ? query : query.substring(0, LONGEST_QUERY);
    }

    private static @Nullable Duration duration(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Duration.ofMillis(Math.max(0, millis));
    }

    /** Who keeps a backend waiting right now, whatever their age. */
    static List<Blocker> of(Connection connection, int pid) throws SQLException {
        // pg_blocking_pids tells only that there is a prepared transaction; which one, the lock tells.
        return read(
                connection,
                "SELECT nullif(blocking, 0) AS pid, held.virtualtransaction FROM pg_catalog.unnest("
                        + "pg_catalog.pg_blocking_pids(" + pid + ")) AS blocking LEFT JOIN LATERAL (SELECT"
                        + " h.virtualtransaction FROM pg_catalog.pg_locks AS h JOIN pg_catalog.pg_locks AS w"
                        + " ON w.pid = " + pid + " AND NOT w.granted AND (h.database = w.database"
                        + " AND h.relation = w.relation OR h.transactionid = w.transactionid OR h.virtualxid = w.virtualxid)"
                        + " WHERE blocking = 0 AND h.pid IS NULL AND h.granted) AS held ON true",
                Duration.ZERO);
    }

    /**
     * Whether it is cancelled by the server when somebody waits for it: an autovacuum, unless it runs to prevent wraparound.
     * https://www.postgresql.org/docs/18/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND
     */
    static boolean givesWay(Blocker blocker) {
        return "autovacuum worker".equals(blocker.kind()) && !blocker.query().endsWith("(to prevent wraparound)");
    }

    /** All of them, for an error message. */
    static String phrases(List<Blocker> blockers) {
        return blockers.stream().map(Blockers::phrase).collect(Collectors.joining("; "));
    }

    /** One of them, for an error message: who it is, what it does and for how long, and the beginning of its query. */
    static String phrase(Blocker blocker) {
        if (blocker.pid() == 0) {
            return "the prepared transaction " + (blocker.prepared() == null ? "" : blocker.prepared() + " ")
                    + "(see pg_prepared_xacts)";
        }
        StringBuilder phrase = new StringBuilder("pid ").append(blocker.pid());
        phrase.append(" (role ").append(blocker.role());
        if (blocker.application() != null) {
            phrase.append(", application ").append(blocker.application());
        }
        if (blocker.kind() != null) {
            phrase.append(", ").append(blocker.kind());
        }
        phrase.append(")");
        if (blocker.state() == null && blocker.inTransaction() == null) {
            return phrase.append("; grant pg_read_all_stats to see what it does")
                    .toString();
        }
        if (blocker.state() != null) {
            phrase.append(", ").append(blocker.state());
            if (blocker.inTransaction() == null && blocker.inState() != null) {
                phrase.append(" for ").append(Messages.time(blocker.inState()));
            }
        }
        if (blocker.inTransaction() != null) {
            phrase.append(", its transaction open for ").append(Messages.time(blocker.inTransaction()));
        }
        String query = blocker.query();
        if (!query.isEmpty()) {
            phrase.append(": ").append(query, 0, Math.min(query.length(), LONGEST_PHRASED_QUERY));
        }
        return phrase.toString();
    }
}
