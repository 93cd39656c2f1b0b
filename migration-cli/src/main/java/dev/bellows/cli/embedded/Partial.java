package dev.bellows.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Folders that get their final name only when they are complete; whatever has another name never was. */
final class Partial {
    private static final String SUFFIX = ".partial";

    private Partial() {}

    /**
     * A path beside the final one where nothing is. The name is new each time, as a program whose parent was killed may
     * still write to the last one; what earlier attempts left is removed.
     */
    static Path fresh(Path complete) throws IOException {
        Path folder = Objects.requireNonNull(complete.getParent());
        List<Path> left;
        try (Stream<Path> content = Files.list(folder)) {
            left = content.filter(path -> path.getFileName().toString().endsWith(SUFFIX))
                    .toList();
        }
        left.forEach(Partial::remove);
        return folder.resolve(complete.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    }

    private static void remove(Path partial) {
        try (Stream<Path> content = Files.walk(partial)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException stillWritten) {
            // It is in nobody's way; the next attempt removes it.
        }
    }
}
