package dev.bellows.adopt;

import dev.bellows.model.Migration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Prisma's {@code _prisma_migrations}. A migration that failed has neither {@code finished_at} nor {@code rolled_back_at}; one
 * that was rolled back has the latter, and may have run again in another row. The checksum is the SHA-256 of the file. Facts:
 * https://github.com/prisma/prisma-engines/blob/main/schema-engine/ARCHITECTURE.md
 */
final class PrismaTool implements Tool {
    @Override
    public String name() {
        return "prisma";
    }

    @Override
    public String table() {
        return "_prisma_migrations";
    }

    private record Line(String name, String checksum, boolean finished, boolean rolledBack) {}

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (Line line : table.rows(
                "migration_name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS undone",
                "started_at, migration_name",
                row -> new Line(
                        row.getString("migration_name"),
                        row.getString("checksum"),
                        row.getBoolean("finished"),
                        row.getBoolean("undone")))) {
            if (line.rolledBack()) {
                continue;
            }
            rows.add(
                    line.finished()
                            ? new Row(
                                    line.name(),
                                    files.first(file -> Files.folder(file).equals(line.name())),
                                    line.checksum(),
                                    null)
                            : Row.unfinished(
                                    line.name(),
                                    "Prisma's " + line.name() + " failed, or runs now: it has not finished",
                                    "prisma migrate resolve --applied " + line.name()
                                            + ", or --rolled-back, whichever is true; then again: bellows adopt --from prisma"));
        }
        return rows;
    }

    @Override
    public Agreement check(Row row, Migration file) {
        return row.checksum() == null ? Agreement.UNKNOWN : Sums.sha256(file, row.checksum());
    }
}
