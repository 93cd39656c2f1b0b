package dev.bellows.run;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a transaction has done to the rows of some tables by now. */
record RowsOf(Map<String, Long> written, Map<String, Long> bytes) {
    /**
     * By now.
     *
     * @param tables quoted where they must be; one that is not there counts as untouched
     */
    static RowsOf now(Session session, Set<String> tables) throws SQLException {
        Map<String, Long> written = new HashMap<>();
        Map<String, Long> bytes = new HashMap<>();
        if (tables.isEmpty()) {
            return new RowsOf(written, bytes);
        }
        // https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-XACT-USER-TABLES-VIEW
        String sql = "SELECT name, n_tup_ins + n_tup_upd + n_tup_del, pg_catalog.pg_relation_size(relid)"
                + " FROM unnest(?::text[]) AS name JOIN pg_catalog.pg_stat_xact_all_tables"
                + " ON relid = pg_catalog.to_regclass(name)";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setArray(1, session.connection().createArrayOf("text", tables.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    written.put(row.getString(1), row.getLong(2));
                    bytes.put(row.getString(1), row.getLong(3));
                }
            }
        }
        return new RowsOf(written, bytes);
    }

    /** How many rows of a table were written or deleted since; at least one when it was emptied. */
    long changedSince(RowsOf before, String table) {
        long rows = written.getOrDefault(table, 0L) - before.written.getOrDefault(table, 0L);
        boolean emptied = bytes.getOrDefault(table, 0L) == 0 && before.bytes.getOrDefault(table, 0L) > 0;
        return emptied ? Math.max(1, rows) : rows;
    }
}
