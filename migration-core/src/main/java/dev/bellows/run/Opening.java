package dev.bellows.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's first questions and our settings in one message to the server.
 *
 * @param set whether the settings were made; where the backend may be somebody else's, none was, and the server told what it
 *     is without them
 */
record Opening(Lender lender, ServerInfo server, boolean set) {
    private static final int ALIVE_WITHIN_SECONDS = 5;

    /**
     * Opens a session in autocommit mode.
     *
     * @param announced the process identifier of the backend that the protocol announced
     * @return null where something of it is refused, of which nothing remains: to be asked and set one after the other
     */
    static @Nullable Opening of(Connection connection, SessionSettings settings, int announced) throws SQLException {
        if (connection.isReadOnly()) {
            // The driver may have to say something before, which is not for somebody else's backend.
            return null;
        }
        List<String> own = settings.sqlIn(announced);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(Lender.sql(settings.grantable()) + "; " + String.join("; ", own) + "; "
                    + ServerInfo.sql(settings.settings()));
            Lender lender = Lender.read(statement, settings.grantable());
            for (int i = 0; i <= own.size(); i++) {
                statement.getMoreResults();
            }
            return new Opening(lender, ServerInfo.read(statement), lender.pid() == announced);
        } catch (SQLException e) {
            if (connection.isValid(ALIVE_WITHIN_SECONDS)) {
                return null;
            }
            throw e;
        }
    }
}
