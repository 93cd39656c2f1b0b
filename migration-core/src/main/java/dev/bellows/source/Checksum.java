package dev.bellows.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The checksum of a text, stable for ever: SHA-256 over its UTF-8 bytes, without a leading byte order mark, every CRLF
 * read as LF. A lone CR counts as it stands: joining lines must change the checksum. See {@code docs/checksums.md}.
 */
final class Checksum {
    private static final String VERSION = "1:";

    /** Files are shorter than that, most of them. */
    private static final int BUFFER = 1 << 13;

    private final MessageDigest digest = sha256();
    private final @Nullable ByteSearch search;
    private boolean carriageReturn;

    Checksum() {
        this(null);
    }

    /** @param search is shown what is added, so that a file need not be read twice; null where nothing is looked for */
    Checksum(@Nullable ByteSearch search) {
        this.search = search;
    }

    /** Adds bytes of the text; those of its byte order mark must not be among them. */
    void add(byte[] bytes, int length) {
        if (search != null) {
            search.add(bytes, length);
        }
        add(bytes, 0, length);
    }

    /** Likewise, some bytes of an array, in which nothing is looked for. */
    void add(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int i = offset; i < end; i++) {
            if (carriageReturn) {
                carriageReturn = false;
                if (bytes[i] != '\n') {
                    digest.update((byte) '\r');
                }
            }
            i = nextReturn(bytes, i, end);
            if (i < end) {
                digest.update(bytes, from, i - from);
                from = i + 1;
                carriageReturn = true;
            }
        }
        digest.update(bytes, from, end - from);
    }

    private static int nextReturn(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** The checksum of all that was added; nothing can be added after. */
    String value() {
        if (carriageReturn) {
            digest.update((byte) '\r');
        }
        return VERSION + HexFormat.of().formatHex(digest.digest());
    }

    /** The checksum of a whole stream, byte order mark and all. */
    static String of(InputStream in) throws IOException {
        return new Checksum().all(in);
    }

    /** Adds a whole stream; a byte order mark at its start is passed over. */
    String all(InputStream in) throws IOException {
        // Of what is in memory already, as most small files are, it is known how much there is.
        byte[] buffer = new byte[in instanceof ByteArrayInputStream ? Math.min(BUFFER, in.available() + 1) : BUFFER];
        int length = in.readNBytes(buffer, 0, buffer.length);
        int mark = startsWithByteOrderMark(buffer, length) ? 3 : 0;
        System.arraycopy(buffer, mark, buffer, 0, length - mark);
        add(buffer, length - mark);
        while (length == buffer.length) {
            length = in.readNBytes(buffer, 0, buffer.length);
            add(buffer, length);
        }
        return value();
    }

    static boolean startsWithByteOrderMark(byte[] bytes, int length) {
        return length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
