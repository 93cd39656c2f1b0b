package dev.bellows.source;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The {@code .sql} files of a place, in the order of their names. Folders inside it are not entered, hidden files are not
 * seen; {@code .SQL} counts, so that a layout can refuse it instead of it being overlooked.
 */
final class Folders {
    private Folders() {}

    /**
     * Lists a place.
     *
     * @throws ConfigurationException when it is not there or cannot be read
     */
    static List<SourceFile> list(Location location, ClassLoader classLoader) {
        List<SourceFile> files = location.place().startsWith(Location.CLASSPATH)
                ? ClasspathFolder.list(location.place(), classLoader)
                : onDisk(location.place());
        return files.stream()
                .filter(file -> isSql(file.name()))
                .sorted(Comparator.comparing(SourceFile::name))
                .toList();
    }

    /**
     * Likewise with the files of the folders inside it, for tools that have a folder for each migration; their names are their
     * paths in the place. Drizzle's journal is among them.
     *
     * @throws ConfigurationException when it is not there or cannot be read
     */
    static List<SourceFile> listWithInner(Location location, ClassLoader classLoader) {
        List<SourceFile> files = new ArrayList<>(list(location, classLoader));
        if (!location.place().startsWith(Location.CLASSPATH)) {
            Path folder = path(location.place());
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(entry -> Files.isDirectory(entry)).sorted().forEach(inner -> files.addAll(inner(inner)));
            } catch (IOException | UncheckedIOException e) {
                throw wrong(location.place(), "cannot be read: " + TextFile.why(e), e);
            }
        }
        return files;
    }

    /** Whether the linter may want to look into a file of this path in a place. */
    static boolean isOfInterest(String path) {
        String[] parts = path.split("/", -1);
        return path.equals(DrizzleLayout.JOURNAL)
                || (parts.length <= 2 && !parts[0].startsWith(".") && isSql(parts[parts.length - 1]));
    }

    private static List<SourceFile> inner(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(file -> SourceFile.onDisk(file, file.toString()))
                    .map(file ->
                            new SourceFile(folder.getFileName() + "/" + file.name(), file.display(), file.opener()))
                    .filter(file -> isOfInterest(file.name()) && !Files.isDirectory(Path.of(file.display())))
                    .sorted(Comparator.comparing(SourceFile::name))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // Whose it is, is not known: it need not hold migrations at all.
            return List.of();
        }
    }

    /** The folders inside a place whose files look like more migrations; none where a place is on the class path. */
    static List<String> notEntered(Location location) {
        if (location.place().startsWith(Location.CLASSPATH)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path(location.place()))) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(Folders::holdsSql)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // What is only a hint is not worth an error.
            return List.of();
        }
    }

    private static boolean holdsSql(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return isSql(folder.getFileName().toString())
                    || files.anyMatch(file -> isSql(file.getFileName().toString()));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isSql(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql") && !name.startsWith(".");
    }

    private static List<SourceFile> onDisk(String place) {
        Path folder = path(place);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !Files.isDirectory(entry))
                    .map(file -> SourceFile.onDisk(file, file.toString()))
                    .toList();
        } catch (NoSuchFileException e) {
            throw wrong(place, "does not exist (looked for " + folder.toAbsolutePath() + ")", e);
        } catch (NotDirectoryException e) {
            throw wrong(place, "is a file, not a folder", e);
        } catch (AccessDeniedException e) {
            throw wrong(place, "cannot be read by this user", e);
        } catch (IOException | UncheckedIOException e) {
            throw wrong(place, "cannot be read: " + TextFile.why(e), e);
        }
    }

    private static Path path(String place) {
        try {
            return Path.of(place);
        } catch (InvalidPathException e) {
            throw TypedPath.wrong(place, sentence(place, "is not a path"), e);
        }
    }

    static ConfigurationException wrong(String place, String what, Exception cause) {
        return new ConfigurationException(sentence(place, what), Report.EMPTY, cause);
    }

    private static String sentence(String place, String what) {
        return "the migrations folder " + place + " " + what + "; name the right one with --migrations";
    }
}
