package dev.bellows.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who stands in the way, in phrases for an operator. */
final class Blockers {
    private Blockers() {}

    /**
     * Describes holders.
     *
     * @param pids a query of pid (null for a prepared transaction) and whether it is a prepared one
     * @param age only transactions at least this old; prepared ones always; zero for all, those too whose age a role
     *     without pg_read_all_stats is not told
     */
    static List<String> read(Connection connection, String pids, Duration age) throws SQLException {
        String sql = "SELECT DISTINCT a.pid, a.usename, a.application_name, a.state, a.backend_type,"
                + " (extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start) * 1000)::bigint,"
                + " pg_catalog.left(pg_catalog.regexp_replace(a.query, '[[:space:]]+', ' ', 'g'), 60), b.prepared"
                + " FROM (" + pids + ") AS b LEFT JOIN pg_catalog.pg_stat_activity AS a USING (pid)"
                + " WHERE b.prepared OR a.xact_start < pg_catalog.clock_timestamp() - interval '" + age.toMillis()
                + " milliseconds'" + (age.isZero() ? " OR (a.pid IS NOT NULL AND a.xact_start IS NULL)" : "");
        List<String> phrases = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                phrases.add(row.getBoolean(8) ? "a prepared transaction (see pg_prepared_xacts)" : phrase(row));
            }
        }
        return phrases;
    }

    /** Who keeps a backend waiting right now, whatever their age. */
    static List<String> of(Connection connection, int pid) throws SQLException {
        return read(
                connection,
                "SELECT nullif(pid, 0) AS pid, pid = 0 AS prepared FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids("
                        + pid + ")) AS pid",
                Duration.ZERO);
    }

    private static String phrase(ResultSet row) throws SQLException {
        StringBuilder phrase = new StringBuilder("pid ").append(row.getInt(1));
        String application = row.getString(3);
        String kind = row.getString(5);
        phrase.append(" (role ").append(row.getString(2));
        if (application != null && !application.isEmpty()) {
            phrase.append(", application ").append(application);
        }
        if (kind != null && !kind.equals("client backend")) {
            phrase.append(", ").append(kind);
        }
        phrase.append(")");
        if (row.getString(4) == null) {
            return phrase.append("; grant pg_read_all_stats to see what it does")
                    .toString();
        }
        phrase.append(", ")
                .append(row.getString(4))
                .append(", its transaction open for ")
                .append(Messages.time(Duration.ofMillis(row.getLong(6))));
        String query = row.getString(7);
        if (query != null && !query.isEmpty()) {
            phrase.append(": ").append(Secrets.withoutStrings(query));
        }
        return phrase.toString();
    }
}
