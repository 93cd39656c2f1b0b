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

    /**
     * Asks within the transaction; {@code before} and {@code after} are its tables and columns by their identifiers.
     *
     * @param own what values that came back have changed
     */
    static List<Change> of(
            Session session, Map<String, DataHolder> before, Map<String, DataHolder> after, RowsChanged own)
            throws SQLException {
        List<Change> changes = new ArrayList<>();
        RowsChanged all = RowsChanged.now(session);
        for (Map.Entry<String, DataHolder> entry : before.entrySet()) {
            DataHolder was = entry.getValue();
            @Nullable DataHolder is = after.get(entry.getKey());
            if (is != null && is.column() == null) {
                // What came back in an earlier step was called otherwise before.
                String table = was.table().startsWith("bellows_q_") ? is.table() : was.table();
                if (emptied(session, entry.getKey(), was, is)) {
                    changes.add(new Change("empties table " + table, was, -1));
                    continue;
                }
                long deleted = all.deleted(entry.getKey()) - own.deleted(entry.getKey());
                if (deleted > 0) {
                    changes.add(new Change("deletes from table " + table, was, deleted));
                }
                long changed = all.changed(entry.getKey()) - own.changed(entry.getKey());
                if (changed > 0) {
                    changes.add(new Change("changes in table " + table, was, changed));
                }
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

    private static boolean emptied(Session session, String oid, DataHolder was, DataHolder is) throws SQLException {
        if (!rewritten(was, is)) {
            return false;
        }
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_relation_size(" + oid + ")")) {
            row.next();
            return row.getLong(1) == 0;
        }
    }

    private static boolean rewritten(DataHolder was, DataHolder is) {
        return !Objects.equals(was.file(), is.file());
    }
}
