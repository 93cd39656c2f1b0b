package dev.bellows.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksum of a text, stable for ever: SHA-256 over its UTF-8 bytes, without a leading byte order mark, every CRLF
 * read as LF. A lone CR counts as it stands: joining lines must change the checksum. See {@code docs/checksums.md}.
 */
final class Checksum {
    private static final String VERSION = "1:";

    private final MessageDigest digest = sha256();
    private boolean carriageReturn;

    /** Adds bytes of the text; those of its byte order mark must not be among them. */
    void add(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (carriageReturn) {
                carriageReturn = false;
                if (bytes[i] != '\n') {
                    digest.update((byte) '\r');
                }
            }
            if (bytes[i] == '\r') {
                digest.update(bytes, from, i - from);
                from = i + 1;
                carriageReturn = true;
            }
        }
        digest.update(bytes, from, length - from);
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
        Checksum checksum = new Checksum();
        byte[] buffer = new byte[1 << 16];
        int length = in.readNBytes(buffer, 0, buffer.length);
        int mark = startsWithByteOrderMark(buffer, length) ? 3 : 0;
        System.arraycopy(buffer, mark, buffer, 0, length - mark);
        checksum.add(buffer, length - mark);
        while ((length = in.read(buffer)) > 0) {
            checksum.add(buffer, length);
        }
        return checksum.value();
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
