package dev.bellows.run;

import dev.bellows.sql.SqlSecrets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Passwords in what is said of a connection that could not be made: java.sql.DriverManager quotes the whole URL where no driver
 * takes it, and pools and data sources of applications may do so too.
 */
final class ConnectionSecrets {
    private ConnectionSecrets() {}

    /** The error itself, or, where it or one of its causes quotes a password, a likeness without it. */
    static SQLException without(SQLException error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (!hidden(said).equals(said)) {
                return likeness(error);
            }
        }
        return error;
    }

    private static SQLException likeness(Throwable error) {
        @Nullable Throwable cause = error.getCause();
        SQLException sql = error instanceof SQLException known ? known : new SQLException();
        SQLException likeness = new SQLException(
                hidden(String.valueOf(error.getMessage())),
                sql.getSQLState(),
                sql.getErrorCode(),
                cause == null ? null : likeness(cause));
        likeness.setStackTrace(error.getStackTrace());
        return likeness;
    }

    private static String hidden(String said) {
        return SqlSecrets.of("").hide(said);
    }
}
