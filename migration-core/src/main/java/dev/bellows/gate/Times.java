package dev.bellows.gate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The server's times and counts, for people. */
final class Times {
    private Times() {}

    /** A column of microseconds since 1970; null for SQL's NULL. */
    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** One session, two sessions. */
    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
