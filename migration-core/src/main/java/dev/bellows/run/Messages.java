package dev.bellows.run;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Words for people from what servers and clocks say. */
final class Messages {
    private Messages() {}

    /** A sentence that goes on. */
    static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    static String firstLine(@Nullable String message) {
        return message == null
                ? "no message"
                : message.lines().findFirst().orElse("").strip();
    }

    /** What the server advises; null when it does not. */
    static @Nullable String hint(SQLException e) {
        @Nullable ServerErrorMessage server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        return server == null ? null : server.getHint();
    }

    /**
     * A server's message as the ledger may keep it. Data exceptions, syntax errors and messages that a migration raises can
     * quote values, and those stay out.
     *
     * @param message without secrets already
     * @param raised whether the migration's own code raised it
     */
    static String withoutValues(String state, String message, boolean raised) {
        if (raised || state.startsWith("P0")) {
            return "raised by the migration";
        }
        String line = firstLine(message);
        if (state.startsWith("22")) {
            int colon = line.indexOf(": ");
            return (colon < 0 ? line : line.substring(0, colon)).replaceAll("\".*\"", "\"...\"");
        }
        return state.equals("42601") ? line.replaceAll("\"[^\"]*['$].*", "\"...\"") : line;
    }

    /** {@code 850 ms}, {@code 4.6 s}, {@code 12 min}, {@code 3 h}. */
    static String time(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return duration.toMinutes() < 120 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
