package dev.bellows.cli.squash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with one file; closing it removes both.
 *
 * @param folder where the file is
 * @param file the file
 */
record Alone(Path folder, Path file) implements AutoCloseable {
    static Alone with(String name, String text) {
        try {
            Path folder = Files.createTempDirectory("bellows-squash");
            return new Alone(folder, Files.writeString(folder.resolve(name), text));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + folder + " cannot be removed", e);
        }
    }
}
