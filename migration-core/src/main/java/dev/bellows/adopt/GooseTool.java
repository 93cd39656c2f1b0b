package dev.bellows.adopt;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * goose's {@code goose_db_version}. Of several rows of a version the newest counts: older releases write a row with {@code
 * is_applied} false when they take one back, newer ones delete it. Version 0 is of the table itself. Facts:
 * https://github.com/pressly/goose/blob/main/internal/dialect/dialectquery/postgres.go
 */
final class GooseTool implements Tool {
    @Override
    public String name() {
        return "goose";
    }

    @Override
    public String table() {
        return "goose_db_version";
    }

    private record Line(String version, boolean applied) {}

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        Map<String, Line> newest = new LinkedHashMap<>();
        for (Line line :
                table.rows("version_id, is_applied", "id", row -> new Line(row.getString(1), row.getBoolean(2)))) {
            newest.remove(line.version());
            newest.put(line.version(), line);
        }
        newest.remove("0");
        List<Row> rows = new ArrayList<>();
        newest.values().stream()
                .filter(Line::applied)
                .forEach(line -> rows.add(Row.of(line.version(), files.of(line.version()))));
        return rows;
    }
}
