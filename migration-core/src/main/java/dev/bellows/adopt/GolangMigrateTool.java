package dev.bellows.adopt;

import dev.bellows.model.Version;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * golang-migrate's {@code schema_migrations}: one row, the version that the database has; all up to it have run. It is dirty
 * when the last one failed or was broken off. Facts:
 * https://github.com/golang-migrate/migrate/blob/master/database/postgres/postgres.go
 */
final class GolangMigrateTool implements Tool {
    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public String table() {
        return "schema_migrations";
    }

    private record Line(String version, boolean dirty) {}

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (Line line : table.rows(
                "version, dirty", "version", row -> new Line(row.getString("version"), row.getBoolean("dirty")))) {
            if (line.dirty()) {
                rows.add(Row.unfinished(
                        line.version(),
                        "golang-migrate calls the database dirty at version " + line.version()
                                + ": that migration failed or was broken off",
                        "mend what it left, then migrate force V with the last version that is whole; then again: bellows adopt"
                                + " --from golang-migrate"));
            } else if (Version.isVersion(line.version())) {
                files.upTo(Version.of(line.version())).forEach(file -> rows.add(Row.of(file.version(), file)));
                if (files.of(line.version()) == null) {
                    rows.add(Row.of(line.version(), null));
                }
            }
        }
        return rows;
    }
}
