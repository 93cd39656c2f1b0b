package dev.bellows.run;

import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Values;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** How long a column's table is locked while its values are put back. */
final class FillTime {
    /**
     * An UPDATE of all rows writes the table anew, and an entry into each of its indexes. A million rows of 68 bytes took 6 to 9 s with
     * one index (22 MB) and 20 s with four (74 MB); of 585 bytes, 11 s and 31 to 54 s: about 150 MB/s of the table, 4 MB/s of
     * its indexes (PostgreSQL 15, two cores that had other work to do). Other disks are slower, and indexes that are larger than the memory.
     */
    private static final long TABLE_BYTES_PER_SECOND = 30_000_000;

    private static final long INDEX_BYTES_PER_SECOND = 2_000_000;

    private FillTime() {}

    /**
     * A try that is cut off would block everybody for that long, and for nothing.
     *
     * @throws RefusedException when it would be
     */
    static void require(Session session, Stored stored, BlockingLimit limit) throws SQLException {
        long seconds = Values.of(stored).isEmpty() ? 0 : seconds(session, stored);
        if (!limit.atMost().isZero() && seconds > limit.atMost().toSeconds()) {
            throw new RefusedException(
                    List.of(Refusal.of(
                            "cannot-restore",
                            stored.kept().migration(),
                            stored.kept().object(),
                            "to put its values back would take about " + seconds
                                    + " s, and its table may be locked for "
                                    + limit.atMost().toSeconds() + " s at most",
                            "nothing was changed; " + limit.allowing(2 * seconds + "s", stored)
                                    + "; or read it where it waits: "
                                    + stored.kept().place())),
                    Report.EMPTY);
        }
    }

    /** Whether that is soon done: then a trial may do it too. */
    static boolean little(Session session, Stored stored) throws SQLException {
        return Values.of(stored).isEmpty() || seconds(session, stored) == 0;
    }

    /** What is stored beside its rows stays where it is; the new values are as large as their copy. */
    private static long seconds(Session session, Stored stored) throws SQLException {
        String sql = """
                WITH RECURSIVE tree AS (
                    SELECT pg_catalog.to_regclass(?)::oid AS oid
                    UNION SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
                )
                SELECT coalesce(sum(pg_catalog.pg_relation_size(oid)), 0) + coalesce(pg_catalog.pg_table_size(pg_catalog.to_regclass(?)), 0),
                    coalesce(sum(pg_catalog.pg_indexes_size(oid)), 0) FROM tree""";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, stored.table());
            statement.setString(2, stored.kept().place());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) / TABLE_BYTES_PER_SECOND + row.getLong(2) / INDEX_BYTES_PER_SECOND;
            }
        }
    }
}
