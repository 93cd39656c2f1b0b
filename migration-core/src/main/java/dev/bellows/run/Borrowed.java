package dev.bellows.run;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The driver's side of a connection as its pool lent it, to be put back; {@link Lender} is the server's. */
record Borrowed(
        Connection connection,
        boolean autoCommit,
        boolean readOnly,
        int networkTimeout,
        int holdability,
        int prepareThreshold,
        int defaultFetchSize,
        AutoSave autosave) {
    private static final Logger LOG = LoggerFactory.getLogger(Borrowed.class);

    static Borrowed of(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        // What the pool began ends here, with the settings of its initial SQL; reading must not begin another one.
        connection.setAutoCommit(true);
        PGConnection driver = connection.unwrap(PGConnection.class);
        int prepareThreshold = driver.getPrepareThreshold();
        driver.setPrepareThreshold(0);
        return new Borrowed(
                connection,
                autoCommit,
                connection.isReadOnly(),
                connection.getNetworkTimeout(),
                connection.getHoldability(),
                prepareThreshold,
                driver.getDefaultFetchSize(),
                driver.getAutosave());
    }

    void giveBack() {
        try {
            if (connection.isClosed()) {
                return;
            }
            PGConnection driver = connection.unwrap(PGConnection.class);
            driver.setPrepareThreshold(prepareThreshold);
            driver.setDefaultFetchSize(defaultFetchSize);
            driver.setAutosave(autosave);
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
            connection.setHoldability(holdability);
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.debug("giving a connection back failed", e);
            Closing.abort(connection);
        }
    }
}
