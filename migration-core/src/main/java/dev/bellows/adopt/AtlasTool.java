package dev.bellows.adopt;

import dev.bellows.model.Version;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Atlas's {@code atlas_schema_revisions}, in a schema of that name or in the migrated one. A baseline stands for all up to its
 * version. The hash of a file depends on those before it, and is not recomputed. Facts:
 * https://github.com/ariga/atlas/blob/master/sql/migrate/migrate.go (Revision) and
 * https://github.com/ariga/atlas/blob/master/cmd/atlas/internal/migrate/ent/schema/revision.go
 */
final class AtlasTool implements Tool {
    /** Of the bits of a revision's type. */
    private static final int BASELINE = 1;

    @Override
    public String name() {
        return "atlas";
    }

    @Override
    public String table() {
        return "atlas_schema_revisions.atlas_schema_revisions";
    }

    private record Line(
            String version,
            int type,
            int applied,
            int total,
            @Nullable String error) {
        boolean baseline() {
            return (type & BASELINE) != 0;
        }

        boolean broken() {
            return error != null || applied < total;
        }
    }

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Line line : table.rows(
                "version, type, applied, total, nullif(error, '') AS error",
                "version",
                row -> new Line(
                        row.getString("version"),
                        row.getInt("type"),
                        row.getInt("applied"),
                        row.getInt("total"),
                        row.getString("error")))) {
            // Atlas keeps what is no revision there too, under names that begin with a dot.
            if (!Version.isVersion(line.version())) {
                continue;
            }
            if (line.broken()) {
                rows.put(
                        line.version(),
                        Row.unfinished(
                                line.version(),
                                "Atlas applied " + line.applied() + " of " + line.total() + " statements of "
                                        + line.version(),
                                "finish it: atlas migrate apply; or, if it was mended by hand: atlas migrate set "
                                        + line.version() + "; then again: bellows adopt --from atlas"));
                continue;
            }
            if (line.baseline()) {
                files.upTo(Version.of(line.version()))
                        .forEach(file -> rows.put(file.version(), Row.of("baseline " + line.version(), file)));
            }
            rows.putIfAbsent(line.version(), Row.of(line.version(), files.of(line.version())));
        }
        return new ArrayList<>(rows.values());
    }
}
