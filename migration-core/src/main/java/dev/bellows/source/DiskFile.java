package dev.bellows.source;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file in a folder. Whose tool's it is and what is in it are two questions; one reading answers both where it is small, as most are. */
final class DiskFile implements SourceFile.Opener {
    /** In bytes: so little that all files of a large folder can be kept for a moment. */
    private static final int SMALL = 1 << 12;

    private final Path file;
    private final boolean regular;
    private byte @Nullable [] whole;
    private boolean opened;

    /** @param regular whether it is known to be a file with content; otherwise that is asked when it is opened */
    DiskFile(Path file, boolean regular) {
        this.file = file;
        this.regular = regular;
    }

    /** The bytes; those that {@link #head} has read, once, where that was all. */
    @Override
    public synchronized InputStream open() throws IOException {
        byte @Nullable [] known = whole;
        whole = null;
        opened = true;
        if (known != null) {
            return new ByteArrayInputStream(known);
        }
        // Opening a named pipe would wait for ever for somebody to write into it.
        if (!regular && !Files.isRegularFile(file) && Files.exists(file)) {
            throw new IOException("it is not a file with content");
        }
        try {
            // The plainest of all streams: in a start with thousands of files each layer counts.
            return new FileInputStream(file.toFile());
        } catch (FileNotFoundException e) {
            // This one tells what it is.
            return Files.newInputStream(file);
        }
    }

    @Override
    public synchronized byte[] head(int length) throws IOException {
        byte @Nullable [] known = whole;
        if (known != null && known.length < length) {
            return known;
        }
        // A stream that is asked for so many bytes as there are asks the system first how many; one that fills an array
        // does not.
        byte[] buffer = new byte[Math.min(length, SMALL)];
        int read;
        try (InputStream in = open()) {
            read = in.readNBytes(buffer, 0, buffer.length);
            if (read == SMALL) {
                buffer = Arrays.copyOf(buffer, length);
                read += in.readNBytes(buffer, read, length - read);
            }
        }
        byte[] head = Arrays.copyOf(buffer, read);
        if (read < Math.min(length, SMALL)) {
            whole = head;
        }
        return head;
    }

    /**
     * Reads it if it is small, so that whoever asks next need not.
     *
     * @return false where somebody has asked before
     */
    synchronized boolean readAhead() {
        if (opened) {
            return false;
        }
        try {
            head(SMALL);
        } catch (IOException e) {
            // Who needs it hears of it.
        }
        return true;
    }
}
