package dev.bellows.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows of each table were changed and deleted in a transaction, by the table's identifier.
 *
 * @param changed the rows that an UPDATE has written
 * @param deleted the rows that a DELETE has taken
 */
record RowsChanged(Map<String, Long> changed, Map<String, Long> deleted) {
    static RowsChanged none() {
        return new RowsChanged(new HashMap<>(), new HashMap<>());
    }

    /**
     * By now, in this transaction.
     * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-XACT-USER-TABLES-VIEW
     */
    static RowsChanged now(Session session) throws SQLException {
        RowsChanged now = none();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT relid, n_tup_upd, n_tup_del"
                        + " FROM pg_catalog.pg_stat_xact_all_tables WHERE n_tup_upd + n_tup_del > 0")) {
            while (row.next()) {
                now.changed.put(row.getString(1), row.getLong(2));
                now.deleted.put(row.getString(1), row.getLong(3));
            }
        }
        return now;
    }

    /** Adds what came between two moments. */
    void add(RowsChanged before, RowsChanged after) {
        add(changed, before.changed, after.changed);
        add(deleted, before.deleted, after.deleted);
    }

    private static void add(Map<String, Long> to, Map<String, Long> before, Map<String, Long> after) {
        after.forEach((table, count) -> to.merge(table, count - before.getOrDefault(table, 0L), Long::sum));
    }

    long changed(String table) {
        return changed.getOrDefault(table, 0L);
    }

    long deleted(String table) {
        return deleted.getOrDefault(table, 0L);
    }
}
