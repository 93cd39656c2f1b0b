package dev.bellows.adopt;

import java.sql.SQLException;
import java.util.List;

/**
 * Diesel's {@code __diesel_schema_migrations}: the versions that have run, each a folder's name up to its first underscore
 * without dashes. Facts: https://github.com/diesel-rs/diesel/blob/master/diesel_migrations/migrations_internals/src/lib.rs
 */
final class DieselTool implements Tool {
    @Override
    public String name() {
        return "diesel";
    }

    @Override
    public String table() {
        return "__diesel_schema_migrations";
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        return table.rows("version", "version", row -> {
            String version = row.getString(1);
            return Row.of(
                    version, files.first(file -> version(Files.folder(file)).equals(version)));
        });
    }

    private static String version(String folder) {
        return folder.replaceFirst("_.*", "").replace("-", "");
    }
}
