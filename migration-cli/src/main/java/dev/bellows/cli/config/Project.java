package dev.bellows.cli.config;

import dev.bellows.source.TypedPath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a call belongs.
 *
 * @param directory where it was made; absolute
 * @param repository the folder with {@code .git} around it; null outside of one
 */
record Project(Path directory, @Nullable Path repository) {
    static Project around(Path directory) {
        for (@Nullable Path folder = directory; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return new Project(directory, folder);
            }
        }
        return new Project(directory, null);
    }

    /** The nearest configuration file from the directory up to the repository's root; outside of one, the directory's. */
    @Nullable
    Path configurationFile() {
        for (@Nullable Path folder = directory; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(ConfigurationFile.NAME);
            if (Files.exists(file)) {
                return file;
            }
            if (repository == null || folder.equals(repository)) {
                return null;
            }
        }
        return null;
    }

    /** Where the embedded server lives. */
    Path serverFolder(@Nullable Path configurationFile) {
        Path base = configurationFile != null && configurationFile.getParent() != null
                ? configurationFile.getParent()
                : repository != null ? repository : directory;
        return base.resolve(".bellows").resolve("postgres");
    }

    /**
     * How a path in a folder is written so that this process finds it. What the user wrote stays as it is where it can, as
     * messages show it.
     */
    static String place(Path folder, String written) {
        if (written.startsWith("classpath:") || TypedPath.of(written).isAbsolute()) {
            return written;
        }
        Path here = Path.of("").toAbsolutePath();
        if (folder.equals(here)) {
            return written;
        }
        Path there = folder.resolve(written).normalize();
        return there.startsWith(here) && !there.equals(here)
                ? here.relativize(there).toString()
                : there.toString();
    }
}
