package dev.bellows.gate;

import dev.bellows.ledger.GateTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** Calls the gate's functions, which applications in other languages call as well; each in a transaction of its own. */
final class Register {
    private static final int TRIES = 10;

    private final DataSource dataSource;
    private final GateTables tables;

    Register(DataSource dataSource, GateTables tables) {
        this.dataSource = dataSource;
        this.tables = tables;
    }

    /**
     * How an instance has entered.
     *
     * @param pooled whether a pooler stands between, so that sessions prove nothing
     * @param sessionName that the pool's sessions go by; empty for none
     */
    record Entered(boolean pooled, String sessionName) {}

    /** Work with a connection in autocommit mode. */
    private interface Asking<T> {
        T ask(Connection connection) throws SQLException;
    }

    /**
     * Enters.
     *
     * @throws SQLException with {@link GateTables#OVERTAKEN} when a contract has overtaken the build
     */
    Entered enter(Declaration self) throws SQLException {
        return asking(connection -> {
            Entered entered = look(connection);
            try (PreparedStatement statement =
                    prepared(connection, tables.named("SELECT {enter}(?, ?, ?, ?, ?, ? * interval '1 second', ?)"))) {
                statement.setString(1, self.instance());
                statement.setString(2, self.settings().application());
                statement.setArray(
                        3, connection.createArrayOf("text", self.ships().toArray()));
                statement.setString(4, self.release());
                statement.setString(5, self.host());
                statement.setLong(6, self.settings().lifetime().toSeconds());
                statement.setBoolean(7, entered.pooled());
                statement.execute();
                return entered;
            }
        });
    }

    /** Behind a pooler, the backend that answers is not the one that the protocol announced. */
    private static Entered look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.pg_backend_pid(), pg_catalog.current_setting('application_name')")) {
            row.next();
            return new Entered(
                    connection.unwrap(PGConnection.class).getBackendPID() != row.getInt(1),
                    String.valueOf(row.getString(2)));
        }
    }

    /** Behind a transaction pooler the next statement runs in another backend, which knows of no prepared statement. */
    private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    /** Renews; false when there is no lease to renew, so that the instance has to enter. */
    boolean renew(String instance) throws SQLException {
        return asking(connection -> {
            try (PreparedStatement statement = prepared(connection, tables.named("SELECT {renew}(?)"))) {
                statement.setString(1, instance);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getObject(1) != null;
                }
            }
        });
    }

    /** Ends the lease; its sessions keep it alive until they are closed. */
    void leave(String instance) throws SQLException {
        asking(connection -> {
            try (PreparedStatement statement = prepared(connection, tables.named("SELECT {leave}(?)"))) {
                statement.setString(1, instance);
                return statement.execute();
            }
        });
    }

    /** A pool may hand out connections that do not commit, or that run at another isolation level, where 40001 may come. */
    private <T> T asking(Asking<T> asking) throws SQLException {
        for (int tried = 1; ; tried++) {
            try (Connection connection = dataSource.getConnection()) {
                boolean commits = connection.getAutoCommit();
                connection.setAutoCommit(true);
                try {
                    return asking.ask(connection);
                } finally {
                    connection.setAutoCommit(commits);
                }
            } catch (SQLException e) {
                if (!"40001".equals(e.getSQLState()) || tried == TRIES) {
                    throw e;
                }
            }
        }
    }
}
