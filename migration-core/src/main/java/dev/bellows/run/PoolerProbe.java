package dev.bellows.run;

import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Tells a transaction pooler from a session pooler. Where the backend that answers is not the one that the protocol
 * announced, something stands between. Then a second connection occupies a backend with an open transaction: when that is
 * the first one's, or the first one is answered by others now, backends are lent for single transactions. Only process
 * identifiers are compared: a setting of ours would stay on a backend that the application gets next.
 */
final class PoolerProbe {
    /** A pooler that hands out its backends in turn shows that within a few statements. */
    private static final int LOOKS = 5;

    private PoolerProbe() {}

    /**
     * Whether backends are lent for single transactions.
     *
     * @param session in autocommit mode
     * @param backend the process identifier of the backend that has answered
     * @param announced the process identifier that the protocol announced
     * @param known for the refusal: what is known without a session
     * @throws RefusedException when a pooler stands between, and there is no second connection to tell of which kind
     */
    static boolean lendsBackends(
            Connection session, int backend, int announced, DataSource dataSource, Supplier<Report> known)
            throws SQLException {
        if (backend == announced) {
            return false;
        }
        try (Connection other = second(dataSource, known)) {
            Borrowed borrowed = Borrowed.of(other);
            try (Statement statement = other.createStatement()) {
                boolean lent = false;
                for (int i = 0; i < LOOKS && !lent; i++) {
                    // Not the driver's own BEGIN: it prepares that one, and a pooler keeps what is prepared.
                    // Begun anew each time: of two backends in turn the other transaction keeps one, and leaves us
                    // the same one for good.
                    statement.execute("BEGIN");
                    lent = backend(other) == backend || backend(session) != backend;
                    statement.execute("ROLLBACK");
                }
                return lent;
            } finally {
                borrowed.giveBack();
            }
        }
    }

    private static Connection second(DataSource dataSource, Supplier<Report> known) {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new RefusedException(
                    List.of(Refusal.of(
                            "unknown-pooler",
                            "a pooler stands between, and telling its mode takes a second connection, which was not to be had: "
                                    + Messages.firstLine(e.getMessage()),
                            "allow two connections, or connect to PostgreSQL itself")),
                    known.get());
        }
    }

    static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
