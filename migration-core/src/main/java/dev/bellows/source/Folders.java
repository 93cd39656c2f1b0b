package dev.bellows.source;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Report;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a place, in the order of their names, those of the folders inside it behind; hidden ones are not seen. */
final class Folders {
    /** Of the place itself: what may be a migration in another language. */
    private static final Pattern BESIDE = Pattern.compile(".*\\.(?:go|xml|ya?ml|json)");

    /** So many that a second thread pays. */
    private static final int MANY = 200;

    private Folders() {}

    /**
     * What lies in a place.
     *
     * @param files its own, then those of the folders inside it
     * @param folders those that lie directly in it; none where the place is on the class path
     */
    record Listing(List<SourceFile> files, List<Path> folders) {}

    /**
     * Reads what lies in a place and in the folders inside it: scripts, and what a tool keeps beside them.
     *
     * @throws ConfigurationException when it is not there or cannot be read
     */
    static Listing list(Location location, ClassLoader classLoader) {
        List<Path> folders = new ArrayList<>();
        List<SourceFile> files = new ArrayList<>(
                location.place().startsWith(Location.CLASSPATH)
                        ? ClasspathFolder.list(location.place(), classLoader)
                        : onDisk(location.place(), folders));
        files.removeIf(file -> !isOfInterest(file.name()));
        files.sort(Comparator.comparing(SourceFile::isInside).thenComparing(SourceFile::name));
        fromBehind(files);
        return new Listing(files, folders);
    }

    /** Whether a layout may want to look into a file of this path in a place. */
    static boolean isOfInterest(String path) {
        int own = path.lastIndexOf('/') + 1;
        if (path.startsWith(".") || path.contains("/.") || ("/" + path.substring(0, own)).contains("/node_modules/")) {
            return false;
        }
        if (SourceFile.isSql(path)) {
            return true;
        }
        String name = path.substring(own).toLowerCase(Locale.ROOT);
        return name.endsWith(".sql" + FlywayConf.ENDING)
                || path.equals(DrizzleLayout.JOURNAL)
                || (own > 0 && path.indexOf('/') == own - 1 && name.equals(DieselLayout.METADATA))
                || (own == 0 && BESIDE.matcher(name).matches());
    }

    /** Of the folders inside a place, those whose files look like more migrations. */
    static List<String> notEntered(List<Path> folders) {
        return folders.stream()
                .filter(folder -> !folder.getFileName().toString().startsWith("."))
                .filter(Folders::holdsSql)
                .map(Path::toString)
                .sorted()
                .toList();
    }

    private static boolean holdsSql(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return isSql(folder.getFileName().toString())
                    || files.anyMatch(file -> isSql(file.getFileName().toString()));
        } catch (IOException | UncheckedIOException e) {
            // What is only a hint is not worth an error.
            return false;
        }
    }

    private static boolean isSql(String name) {
        return SourceFile.isSql(name) && !name.startsWith(".");
    }

    /** @param inside takes the folders that lie there */
    private static List<SourceFile> onDisk(String place, List<Path> inside) {
        Path folder = path(place);
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(entry -> {
                @Nullable BasicFileAttributes attributes = attributes(entry);
                if (attributes != null && attributes.isDirectory()) {
                    inside.add(entry);
                } else {
                    boolean regular = attributes != null && attributes.isRegularFile();
                    files.add(new SourceFile(
                            entry.getFileName().toString(), entry.toString(), new DiskFile(entry, regular)));
                }
            });
        } catch (NoSuchFileException e) {
            throw wrong(place, "does not exist (looked for " + folder.toAbsolutePath() + ")", e);
        } catch (NotDirectoryException e) {
            throw wrong(place, "is a file, not a folder", e);
        } catch (AccessDeniedException e) {
            throw wrong(place, "cannot be read by this user", e);
        } catch (IOException | UncheckedIOException e) {
            throw wrong(place, "cannot be read: " + TextFile.why(e), e);
        }
        inside.forEach(inner -> files.addAll(inside(folder, inner, entry -> entry.toString())));
        return files;
    }

    /** Reads the files of a large folder from its end, while their reader begins at the other; where they meet this one ends. */
    private static void fromBehind(List<SourceFile> files) {
        if (files.size() < MANY) {
            return;
        }
        List<SourceFile> all = List.copyOf(files);
        Thread thread = new Thread(
                () -> {
                    for (int i = all.size() - 1; i >= 0; i--) {
                        if (!(all.get(i).opener() instanceof DiskFile file) || !file.readAhead()) {
                            return;
                        }
                    }
                },
                "bellows-files-2");
        thread.setDaemon(true);
        thread.start();
    }

    /** Null of a link to nothing, and of what vanishes just now. */
    private static @Nullable BasicFileAttributes attributes(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The files of a folder inside a place, and of those inside that. What cannot be read is passed over: whose it is, is not
     * known, and it need not hold migrations at all.
     */
    static List<SourceFile> inside(Path place, Path inner, Function<Path, String> display) {
        List<SourceFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    inner, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                            String name = folder.getFileName().toString();
                            return name.startsWith(".") || name.equals("node_modules")
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            String name = place.relativize(file).toString().replace(File.separatorChar, '/');
                            files.add(new SourceFile(
                                    name, display.apply(file), new DiskFile(file, attributes.isRegularFile())));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException | UncheckedIOException e) {
            return files;
        }
        return files;
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
