package dev.bellows.cli.lint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file in the folder that it is judged with.
 *
 * @param folder of all migrations
 * @param file its path in that folder, with slashes
 */
record Place(Path folder, String file) {
    /** The names of tools that have a folder for each migration. */
    private static final List<String> ONE_FOLDER_EACH = List.of("up.sql", "migration.sql", "down.sql");

    static Place ofFile(Path path) {
        String name = name(path);
        Path folder = parent(path);
        return ONE_FOLDER_EACH.contains(name) && startsWithDigit(folder)
                ? new Place(parent(folder), name(folder) + "/" + name)
                : new Place(folder, name);
    }

    /** The migration that a folder is; null when it is none. */
    static @Nullable Place ofOneMigration(Path folder) {
        return ONE_FOLDER_EACH.stream()
                .limit(2)
                .map(folder::resolve)
                .filter(file -> Files.exists(file) && startsWithDigit(folder))
                .findFirst()
                .map(Place::ofFile)
                .orElse(null);
    }

    private static boolean startsWithDigit(Path folder) {
        return name(folder).matches("[0-9].*");
    }

    private static String name(Path path) {
        Path name = path.normalize().getFileName() == null
                        || path.normalize().toString().isEmpty()
                ? path.toAbsolutePath().normalize().getFileName()
                : path.normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    private static Path parent(Path path) {
        @Nullable Path parent = path.getParent();
        if (parent != null) {
            return parent;
        }
        // Above a name that starts here there is only this folder; above this folder, what its whole path says.
        @Nullable
        Path above = name(path).equals(path.toString())
                ? Path.of(".")
                : path.toAbsolutePath().normalize().getParent();
        return above == null ? path : above;
    }
}
