package dev.bellows.adopt;

import dev.bellows.model.Migration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's {@code databasechangelog}, with {@code databasechangeloglock} beside it. A changeset is its id, author and file.
 * Its MD5SUM is of what Liquibase makes of the file, with a version of its own in front ({@code 9:…}), and is not recomputed.
 * Facts: https://docs.liquibase.com/oss/reference-guide/database-changelog-table
 */
final class LiquibaseTool implements Tool {
    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public String table() {
        return "databasechangelog";
    }

    private record Line(String id, String author, String file, String outcome) {
        String changeset() {
            return author + ":" + id;
        }

        boolean isIn(Migration migration) {
            return file.substring(file.lastIndexOf('/') + 1).equals(Files.name(migration));
        }
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        List<Row> rows = new ArrayList<>(locks(table.beside("databasechangeloglock")));
        for (Line line : table.rows(
                "id, author, filename, exectype",
                "dateexecuted, orderexecuted",
                row -> new Line(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))) {
            switch (line.outcome()) {
                case "SKIPPED" -> {}
                case "FAILED" ->
                    rows.add(Row.unfinished(
                            line.changeset(),
                            "Liquibase's changeset " + line.changeset() + " in " + line.file() + " failed",
                            "liquibase update; then again: bellows adopt --from liquibase"));
                default -> rows.add(Row.of(line.changeset() + " in " + line.file(), file(line, files)));
            }
        }
        return rows;
    }

    /** The folders in front of a file's name are those of Liquibase's search path; a logical name may be in its place. */
    private static @Nullable Migration file(Line line, Files files) {
        List<Migration> named = files.all().stream()
                .filter(file -> file.description().equals(line.changeset()))
                .toList();
        return named.stream()
                .filter(line::isIn)
                .findFirst()
                .orElse(named.size() == 1 && !line.file().endsWith(".sql") ? named.get(0) : null);
    }

    private static List<Row> locks(Table table) throws SQLException {
        if (!table.exists()) {
            return List.of();
        }
        return table
                .rows("locked, coalesce(lockedby, 'somebody')", "id", row -> row.getBoolean(1) ? row.getString(2) : "")
                .stream()
                .filter(holder -> !holder.isEmpty())
                .map(holder -> Row.unfinished(
                        "the lock",
                        holder + " holds Liquibase's lock: it runs, or was broken off",
                        "wait until it has ended; if nothing of it runs: liquibase release-locks"))
                .toList();
    }
}
