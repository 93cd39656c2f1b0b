package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.quarantine.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** How long a column's table is locked while its values are put back. */
final class FillTime {
    /** Of a copy; an UPDATE writes each row anew, and its indexes. */
    private static final long BYTES_PER_SECOND = 10_000_000;

    private FillTime() {}

    /**
     * A try that is cut off would block everybody for that long, and for nothing.
     *
     * @throws RefusedException when it would be
     */
    static void require(Session session, Stored stored, Duration atMost) throws SQLException {
        long seconds = bytes(session, stored) / BYTES_PER_SECOND;
        if (!atMost.isZero() && seconds > atMost.toSeconds()) {
            throw new RefusedException(
                    List.of(Refusal.of(
                            "cannot-restore",
                            stored.kept().migration(),
                            stored.kept().object(),
                            "to put its values back would take about " + seconds
                                    + " s, and its table may be locked for "
                                    + atMost.toSeconds() + " s at most",
                            "nothing was changed; allow it, when the application can wait: BELLOWS_MAX_BLOCKING="
                                    + 2 * seconds
                                    + "s (or '-- bellows:max-blocking' in a down file); or read it where it waits: "
                                    + stored.kept().place())),
                    Report.EMPTY);
        }
    }

    private static long bytes(Session session, Stored stored) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_table_size(pg_catalog.to_regclass("
                        + Sql.literal(stored.kept().place()) + "))")) {
            row.next();
            return row.getLong(1);
        }
    }
}
