package dev.bellows.adopt;

import java.sql.SQLException;
import java.util.List;

/**
 * A tool whose migrations are programs, or whose plan says what Bellows does not read: what it has applied is only counted.
 *
 * @param columns which name a migration, together
 * @param order by which the newest comes last
 */
record HistoryTool(String name, String table, String columns, String order) implements Tool {
    @Override
    public boolean readable() {
        return false;
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        return table.rows(columns, order, row -> Row.of(row.getString(1), null));
    }
}
