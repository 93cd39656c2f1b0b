package dev.bellows.adopt;

import dev.bellows.model.Migration;
import dev.bellows.model.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's {@code flyway_schema_history}. A row without a version is of a repeatable, or of a schema that Flyway made; BASELINE
 * stands for all up to its version; DELETE and UNDO take back what stands before them. The checksum is the CRC-32 of a file's
 * lines. Facts: https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html
 */
final class FlywayTool implements Tool {
    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public String table() {
        return "flyway_schema_history";
    }

    private record Line(
            @Nullable String version,
            String description,
            String type,
            String script,
            @Nullable String checksum,
            boolean success) {
        static Line of(ResultSet row) throws SQLException {
            return new Line(
                    row.getString("version"),
                    row.getString("description"),
                    row.getString("type"),
                    row.getString("script"),
                    row.getString("checksum"),
                    row.getBoolean("success"));
        }

        String display() {
            return version == null ? description : version + " " + description;
        }
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        Map<String, Row> standing = new LinkedHashMap<>();
        Map<String, Row> baselined = new HashMap<>();
        for (Line line :
                table.rows("version, description, type, script, checksum, success", "installed_rank", Line::of)) {
            String key = line.version() == null ? "R " + line.description() : key(line.version());
            standing.remove(key);
            if (line.type().equals("SCHEMA")) {
                continue;
            }
            if (!line.success()) {
                standing.put(
                        key,
                        Row.unfinished(
                                line.display(),
                                "Flyway's " + line.script() + " failed, and what it left was not mended",
                                "mend the database, then flyway repair and flyway migrate; then again: bellows adopt --from"
                                        + " flyway"));
            } else if (line.type().endsWith("BASELINE") && line.version() != null) {
                Version upTo = Version.of(line.version());
                files.upTo(upTo)
                        .forEach(file -> baselined.put(file.id().key(), Row.of("baseline " + line.version(), file)));
                if (files.upTo(upTo).findAny().isEmpty()) {
                    standing.put(key, Row.of(line.display(), null));
                }
            } else if (!line.type().equals("DELETE") && !line.type().startsWith("UNDO")) {
                standing.put(key, new Row(line.display(), file(line, files), line.checksum(), null));
            }
        }
        standing.keySet().forEach(baselined::remove);
        List<Row> rows = new ArrayList<>(baselined.values());
        rows.addAll(standing.values());
        return rows;
    }

    private static String key(String version) {
        return Version.isVersion(version) ? Version.of(version).digits() : version;
    }

    /** A repeatable's row has its description in words, and its script with the folders inside the location. */
    private static @Nullable Migration file(Line line, Files files) {
        if (line.version() != null) {
            return files.of(line.version());
        }
        String script = line.script().substring(line.script().lastIndexOf('/') + 1);
        return files.first(file -> file.repeatable() && Files.name(file).equals(script));
    }

    @Override
    public Agreement check(Row row, Migration file) {
        return row.checksum() == null ? Agreement.UNKNOWN : Sums.crc32(file, row.checksum());
    }

    @Override
    public String repair() {
        return "put the file back as it ran; or, if the change does not matter: flyway repair, which takes the file's checksum";
    }
}
