package dev.bellows.chaos;

import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nobody needs any more when all processes have ended: it has to be gone, or to go when its time is over. */
final class LeftOver {
    private static final String LEASES = "SELECT count(*) FROM ledger.bellows_lease WHERE expires > clock_timestamp()";

    private LeftOver() {}

    /**
     * What is left when all have ended, and in a moment still is: a backend ends after its client has gone.
     *
     * @param seconds after which a lease must be over that nobody renews
     */
    static List<String> findings(TestDatabase db, int seconds) {
        List<String> findings = new ArrayList<>();
        try (Connection connection = db.connection()) {
            look(connection, findings, seconds);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return findings;
    }

    private static void look(Connection db, List<String> findings, int seconds) throws SQLException {
        none(db, findings, "live leases", LEASES, seconds);
        none(
                db,
                findings,
                "advisory locks",
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())",
                seconds);
        none(
                db,
                findings,
                "sessions",
                "SELECT count(*) || coalesce(': ' || string_agg(concat_ws(', ', application_name, state, backend_start, query), '; '), '')"
                        + " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " AND backend_type = 'client backend'",
                seconds);
        none(
                db,
                findings,
                "prepared transactions",
                "SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()",
                seconds);
        none(db, findings, "invalid indexes", "SELECT count(*) FROM pg_index WHERE NOT indisvalid", seconds);
        none(
                db,
                findings,
                "things in quarantine",
                "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bellows\\_q%'",
                seconds);
    }

    private static void none(Connection db, List<String> findings, String what, String count, int seconds)
            throws SQLException {
        @Nullable String left = value(db, count);
        for (int i = 0; i < seconds * 10 && !"0".equals(left); i++) {
            Naps.exactly(100);
            left = value(db, count);
        }
        if (!"0".equals(left)) {
            findings.add(what + " are left: " + left);
        }
    }

    private static @Nullable String value(Connection db, String query) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
