package dev.bellows.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file in a folder. Whose tool's it is and what is in it are two questions; one reading answers both where it is small, as most are. */
final class DiskFile implements SourceFile.Opener {
    /** In bytes: so little that all files of a large folder can be kept for a moment. */
    private static final int SMALL = 1 << 12;

    private final Path file;
    private byte @Nullable [] whole;

    DiskFile(Path file) {
        this.file = file;
    }

    /** The bytes; those that {@link #head} has read, once, where that was all. */
    @Override
    public synchronized InputStream open() throws IOException {
        byte @Nullable [] known = whole;
        whole = null;
        if (known != null) {
            return new ByteArrayInputStream(known);
        }
        // Opening a named pipe would wait for ever for somebody to write into it.
        if (!Files.isRegularFile(file) && Files.exists(file)) {
            throw new IOException("it is not a file with content");
        }
        return Files.newInputStream(file);
    }

    @Override
    public synchronized byte[] head(int length) throws IOException {
        byte[] head = SourceFile.Opener.super.head(length);
        if (head.length < Math.min(length, SMALL)) {
            whole = head;
        }
        return head;
    }
}
