package dev.bellows.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file of a place of migrations.
 *
 * @param name its path in the place, with slashes
 * @param display the name that messages show
 */
record SourceFile(String name, String display, Opener opener) {
    /** Opens the file's bytes. */
    interface Opener {
        InputStream open() throws IOException;

        /** So many of them from the start, fewer where there are not more. */
        default byte[] head(int length) throws IOException {
            try (InputStream in = open()) {
                return in.readNBytes(length);
            }
        }
    }

    /**
     * A file in a folder.
     *
     * @param regular whether it is known to be one with content, and no pipe
     */
    static SourceFile onDisk(Path file, boolean regular, String name, String display) {
        return new SourceFile(name, display, new DiskFile(file, regular));
    }

    /** Whether it lies in a folder inside the place. */
    boolean isInside() {
        return name.indexOf('/') >= 0;
    }

    /** Its path without its own name, with the slash at its end; empty for one of the place itself. */
    String parent() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    boolean isSql() {
        return isSql(name);
    }

    /** {@code .SQL} counts, so that a layout can refuse it instead of it being overlooked. */
    static boolean isSql(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".sql");
    }
}
