package dev.bellows.source;

import dev.bellows.model.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A migration's file as it lies there, byte by byte: the checksums of other tools are about that. */
public final class Original {
    private Original() {}

    /**
     * The whole file.
     *
     * @return null when the migration is no file
     * @throws IOException when it cannot be read
     */
    public static byte @Nullable [] bytes(Script script) throws IOException {
        if (!(script instanceof TextFile file)) {
            return null;
        }
        try (InputStream in = file.original().open()) {
            return in.readAllBytes();
        }
    }

    /**
     * A file that a tool keeps beside its migrations.
     *
     * @param path from the folder of the script's file
     * @return null when there is none, or the script is not in a folder on disk
     * @throws IOException when it cannot be read
     */
    public static @Nullable String beside(Script script, String path) throws IOException {
        if (!(script instanceof TextFile) || script.name().startsWith("classpath:")) {
            return null;
        }
        Path file = Path.of(script.name()).resolveSibling(path);
        return Files.isRegularFile(file) ? Files.readString(file) : null;
    }
}
