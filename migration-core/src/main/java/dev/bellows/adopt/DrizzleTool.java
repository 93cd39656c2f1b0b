package dev.bellows.adopt;

import dev.bellows.model.Migration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Drizzle's {@code drizzle.__drizzle_migrations}. It names no migration: {@code hash} is the SHA-256 of the file, and {@code
 * created_at} the {@code when} of the journal's entry. Facts:
 * https://github.com/drizzle-team/drizzle-orm/blob/main/drizzle-orm/src/pg-core/dialect.ts and migrator.ts beside it
 */
final class DrizzleTool implements Tool {
    private static final Pattern ENTRY = Pattern.compile("\\{[^{}]*}");
    private static final Pattern TAG = Pattern.compile("\"tag\"\\s*:\\s*\"([^\"\\\\]+)\"");
    private static final Pattern WHEN = Pattern.compile("\"when\"\\s*:\\s*([0-9]{1,18})\\b");

    @Override
    public String name() {
        return "drizzle";
    }

    @Override
    public String table() {
        return "drizzle.__drizzle_migrations";
    }

    private record Line(String hash, String at) {}

    @Override
    public List<Row> read(Table table, Files files) throws SQLException {
        Map<String, Migration> byTime = byTime(files);
        List<Row> rows = new ArrayList<>();
        for (Line line : table.rows(
                "hash, created_at::text",
                "created_at, id",
                row -> new Line(row.getString(1), String.valueOf(row.getString(2))))) {
            @Nullable Migration file = byTime.get(line.at());
            if (file == null) {
                file = files.first(each -> Sums.sha256(each, line.hash()) == Agreement.AGREES);
            }
            String name = file == null ? "created_at " + line.at() : stem(file);
            rows.add(new Row(name, file, line.hash(), null));
        }
        return rows;
    }

    private static Map<String, Migration> byTime(Files files) {
        Map<String, Migration> byTag = new HashMap<>();
        files.all().forEach(file -> byTag.put(stem(file), file));
        Map<String, Migration> byTime = new HashMap<>();
        if (files.all().isEmpty()) {
            return byTime;
        }
        @Nullable String journal = Sums.beside(files.all().get(0), "meta/_journal.json");
        Matcher entry = ENTRY.matcher(journal == null ? "" : journal);
        while (entry.find()) {
            Matcher tag = TAG.matcher(entry.group());
            Matcher when = WHEN.matcher(entry.group());
            if (tag.find() && when.find()) {
                @Nullable Migration file = byTag.get(tag.group(1));
                if (file != null) {
                    byTime.putIfAbsent(when.group(1), file);
                }
            }
        }
        return byTime;
    }

    private static String stem(Migration file) {
        String name = Files.name(file);
        return name.equals("migration.sql") ? Files.folder(file) : name.replaceFirst("\\.sql$", "");
    }

    @Override
    public Agreement check(Row row, Migration file) {
        return row.checksum() == null ? Agreement.UNKNOWN : Sums.sha256(file, row.checksum());
    }
}
