package dev.bellows.run;

import java.sql.SQLException;

/** PostgreSQL refused a statement of ours that goes with one of a file: that one may be right. */
final class OwnStatementException extends SQLException {
    private final String next;

    /**
     * What was refused.
     *
     * @param purpose what it was for, in a phrase
     * @param next what to do about it, in a phrase
     */
    OwnStatementException(String purpose, SQLException error, String next) {
        super(
                purpose + ": " + Messages.firstLine(error.getMessage()).replaceFirst("^ERROR: ", ""),
                error.getSQLState(),
                error);
        this.next = next;
    }

    /** Whether it was to keep what is dropped. */
    boolean keeps() {
        return String.valueOf(getMessage()).startsWith("to keep ");
    }

    String next() {
        return next;
    }
}
