package dev.bellows.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a place of migrations.
 *
 * @param name its last part
 * @param display the name that messages show
 */
record SourceFile(String name, String display, Opener opener) {
    /** Opens the file's bytes. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /** A file in a folder. */
    static SourceFile onDisk(Path file, String display) {
        return new SourceFile(file.getFileName().toString(), display, () -> {
            // Opening a named pipe would wait for ever for somebody to write into it.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("it is not a file with content");
            }
            return Files.newInputStream(file);
        });
    }
}
