package dev.bellows.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that a text block stands for. */
public final class MigrationFiles {
    private static final String START = "-- file: ";

    private MigrationFiles() {}

    /** IllegalArgumentException when text stands before the first file, or a name leads out of the folder. */
    public static void write(Path folder, String files) {
        for (String file : files.split("(?m)^(?=" + START + ")")) {
            if (file.startsWith(START)) {
                int end = file.indexOf('\n');
                String name = end < 0 ? file : file.substring(0, end);
                write(folder, name.substring(START.length()).strip(), end < 0 ? "" : file.substring(end + 1));
            } else if (!file.isBlank()) {
                throw new IllegalArgumentException("a line \"" + START + "NAME\" must come before: " + file.strip());
            }
        }
    }

    private static void write(Path folder, String name, String content) {
        Path file = folder.resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(folder)) {
            throw new IllegalArgumentException("\"" + name + "\" does not name a file in the folder");
        }
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, content);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
