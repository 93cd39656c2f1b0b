package dev.bellows.run;

import dev.bellows.quarantine.BatchedCopy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks how far a copy in batches is. */
final class CopyCheck {
    /**
     * How far it is.
     *
     * @param begun whether a row was looked at
     * @param rows how many were
     * @param whole whether those were all
     */
    record Standing(boolean begun, long rows, boolean whole) {}

    private CopyCheck() {}

    /**
     * With the table locked: refuses a copy that lacks something.
     *
     * @throws SQLException when it does; nothing has changed then
     */
    static void requireWhole(Session session, BatchedCopy copy) throws SQLException {
        if (!yes(session, copy.whole())) {
            throw new SQLException(
                    "the copy of " + copy.object()
                            + " is not whole: its table was emptied, or its triggers were changed,"
                            + " just before it was to be dropped",
                    Failures.NOT_WHOLE);
        }
    }

    /** Whether all changes were noted since it was begun; not where somebody took the triggers off. */
    static boolean sound(Session session, BatchedCopy copy) throws SQLException {
        return exists(session, copy) && yes(session, copy.sound());
    }

    private static boolean exists(Session session, BatchedCopy copy) throws SQLException {
        return yes(session, copy.exists());
    }

    static Standing standing(Session session, BatchedCopy copy) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(copy.standing())) {
            return row.next()
                    ? new Standing(row.getBoolean(1), row.getLong(2), row.getBoolean(3))
                    : new Standing(false, 0, false);
        }
    }

    /** How many changes were noted and are not copied yet. */
    static long changes(Session session, BatchedCopy copy) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(copy.changes())) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean yes(Session session, String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
