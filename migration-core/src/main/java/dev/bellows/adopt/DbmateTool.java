package dev.bellows.adopt;

import java.sql.SQLException;
import java.util.List;

/**
 * dbmate's {@code schema_migrations}: the versions that have run, nothing else. Facts:
 * https://github.com/amacneil/dbmate/blob/main/pkg/driver/postgres/postgres.go
 */
final class DbmateTool implements Tool {
    @Override
    public String name() {
        return "dbmate";
    }

    @Override
    public String table() {
        return "schema_migrations";
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        return table.rows("version", "version", row -> Row.of(row.getString(1), files.of(row.getString(1))));
    }
}
