package dev.bellows.cli.config;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that make what is there history, for the configuration's file.
 *
 * @param file the one that the call finds, or the one that would be created
 * @param lines what it is to begin with; empty when nothing is to be written
 * @param already what it says of history; empty when it says nothing
 * @param there whether the file is there
 */
public record HistoryLines(Path file, List<String> lines, String already, boolean there) {
    public HistoryLines {
        lines = List.copyOf(lines);
    }

    /**
     * What there is to write.
     *
     * @param from the first version that is no history; null when there is no history
     * @param folders of the migrations, as this process finds them
     * @param command what to type once more, for messages
     * @throws ConfigurationException when the file is about other migrations, or would not count
     */
    public static HistoryLines of(
            Configuration configuration, @Nullable String from, List<String> folders, boolean typed, String command) {
        Path file = configuration.file().orElseGet(() -> configuration.created(Path.of(folders.get(0))));
        boolean there = configuration.file().isPresent();
        List<Value> enforced = configuration.inFile(Key.ENFORCE_FROM);
        String already = enforced.isEmpty() ? "" : enforced.get(0).text();
        if (from == null || !enforced.isEmpty()) {
            return new HistoryLines(file, List.of(), already, there);
        }
        if (!there && Files.exists(file)) {
            throw wrong(
                    file + " is there already, and does not count from here",
                    "run " + command + " in its folder: " + file.getParent());
        }
        List<String> lines = new ArrayList<>();
        lines.add("# Migrations below this version are history: known to bellows lint, and not judged.");
        lines.add("enforce-from = " + TomlHead.string(from));
        List<Value> migrations = configuration.inFile(Key.MIGRATIONS);
        if (migrations.isEmpty()) {
            lines.add("migrations = " + TomlHead.place(file, Path.of(folders.get(0))));
        } else if (typed && owner(configuration, folders.get(0)) == null) {
            throw wrong(
                    file + " is about other migrations: it says migrations = \""
                            + migrations.get(0).text() + "\"",
                    "make an empty bellows.toml in the folder of the service that these belong to, and run " + command
                            + " there");
        }
        @Nullable String owner = owner(configuration, folders.get(0));
        if (owner != null && !owner.equals(MigrationId.MAIN)) {
            throw wrong(
                    folders.get(0) + " belongs to " + owner + ", and " + command
                            + " writes of migrations without an owner",
                    "write it yourself:\n  [owner." + owner + "]\n  " + lines.get(1));
        }
        return new HistoryLines(file, lines, already, there);
    }

    /** Whose the migrations of a folder are; null when the configuration does not name it. */
    private static @Nullable String owner(Configuration configuration, String folder) {
        return configuration.migrations().stream()
                .filter(location -> same(location.place(), folder))
                .map(Location::owner)
                .findFirst()
                .orElse(null);
    }

    private static boolean same(String one, String other) {
        return Path.of(one)
                .toAbsolutePath()
                .normalize()
                .equals(Path.of(other).toAbsolutePath().normalize());
    }

    /** Writes them above all that the file holds; nothing when there are none. */
    public void write() {
        if (lines.isEmpty()) {
            return;
        }
        try {
            TomlHead.write(file, lines);
        } catch (IOException e) {
            throw wrong(
                    file + " cannot be written: " + e.getClass().getSimpleName(),
                    "write it yourself:\n  " + String.join("\n  ", lines));
        }
    }

    /** The file as people know it. */
    public Path shown(Configuration configuration) {
        return file.startsWith(configuration.directory())
                ? configuration.directory().relativize(file)
                : file;
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
