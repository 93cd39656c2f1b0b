package dev.bellows.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a transaction has done to the rows of tables that stay. */
final class DataChanges {
    /**
     * One change.
     *
     * @param of whose rows or values they are
     * @param rows how many; -1 when they are to be counted once the transaction is undone
     */
    record Change(String what, DataHolder of, long rows) {}

    private DataChanges() {}

    /** Asks within the transaction; {@code before} and {@code after} are its tables and columns by their identifiers. */
    static List<Change> of(Session session, Map<String, DataHolder> before, Map<String, DataHolder> after)
            throws SQLException {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, DataHolder> entry : before.entrySet()) {
            DataHolder was = entry.getValue();
            @Nullable DataHolder is = after.get(entry.getKey());
            if (is != null && is.column() == null) {
                table(session, entry.getKey(), was, is, changes);
            } else if (is != null && rewritten(was, is) && !Objects.equals(was.typeId(), is.typeId())) {
                changes.add(new Change(
                        "converts column " + was.table() + "." + was.column() + " from " + was.type() + " to "
                                + is.type(),
                        was,
                        -1));
            }
        }
        return changes;
    }

    /** https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-XACT-USER-TABLES-VIEW */
    private static void table(Session session, String oid, DataHolder was, DataHolder is, List<Change> changes)
            throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_stat_get_xact_tuples_deleted(" + oid
                        + "), pg_catalog.pg_stat_get_xact_tuples_updated(" + oid
                        + "), pg_catalog.pg_relation_size(" + oid + ")")) {
            row.next();
            if (rewritten(was, is) && row.getLong(3) == 0) {
                changes.add(new Change("empties table " + was.table(), was, -1));
                return;
            }
            if (row.getLong(1) > 0) {
                changes.add(new Change("deletes from table " + was.table(), was, row.getLong(1)));
            }
            if (row.getLong(2) > 0) {
                changes.add(new Change("changes in table " + was.table(), was, row.getLong(2)));
            }
        }
    }

    private static boolean rewritten(DataHolder was, DataHolder is) {
        return !Objects.equals(was.file(), is.file());
    }
}
