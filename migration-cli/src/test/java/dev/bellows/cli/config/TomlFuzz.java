package dev.bellows.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever a bellows.toml holds: it is read, or its problems are told. */
public final class TomlFuzz {
    private TomlFuzz() {}

    /** Called by the fuzzer, and with what it once found. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Path file = Files.createTempFile("fuzz", ".toml");
            try {
                Files.write(file, input);
                ConfigurationFile unused = TomlReader.read(file, "bellows.toml", new Problems());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
