package dev.bellows.adopt;

import dev.bellows.model.Migration;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Caracal's {@code schema_migrations}: the names of the files that have run, without {@code .up.sql}. The checksums are in the
 * folder, in {@code released.sha256}, of what was released. Facts:
 * https://github.com/Garudex-Labs/caracal/blob/main/infra/postgres/scripts/migrate.sh and freezeMigrations.sh beside it
 */
final class CaracalTool implements Tool {
    private static final String SUMS = "released.sha256";

    @Override
    public String name() {
        return "caracal";
    }

    @Override
    public String table() {
        return "schema_migrations";
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        return table.rows("version, applied_at", "version", row -> {
            String name = row.getString(1) + ".up.sql";
            @Nullable Migration file = files.first(each -> Files.name(each).equals(name));
            return new Row(row.getString(1), file, file == null ? null : released(file), null);
        });
    }

    /** What {@code sha256sum} wrote of it: the sum, a blank, a blank or an asterisk, the name. */
    private static @Nullable String released(Migration file) {
        @Nullable String sums = Sums.beside(file, SUMS);
        String name = Files.name(file);
        return sums == null
                ? null
                : sums.lines()
                        .filter(line -> line.matches("[0-9a-fA-F]{64} [ *].*")
                                && line.substring(66).strip().equals(name))
                        .map(line -> line.substring(0, 64))
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public Agreement check(Row row, Migration file) {
        return row.checksum() == null ? Agreement.UNKNOWN : Sums.sha256(file, row.checksum());
    }

    @Override
    public String sums() {
        return SUMS;
    }

    @Override
    public String repair() {
        return "put the file back as it was released";
    }
}
