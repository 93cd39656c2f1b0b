package dev.bellows.model;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The checksum of a file's first statements: SHA-256 over each one's text (CRLF read as LF), with the length of its UTF-8
 * bytes and a colon before it, so that none can lend a word to its neighbour; after the text of a COPY comes its data, as
 * UTF-16 (big-endian, without carriage returns), and a zero byte. Comments between statements do not count.
 */
public final class PrefixChecksum {
    private final MessageDigest digest;

    /** Of no statements. */
    public PrefixChecksum() {
        this(sha256());
    }

    private PrefixChecksum(MessageDigest digest) {
        this.digest = digest;
    }

    /** Adds the next statement. */
    public void add(String statement) {
        byte[] bytes = statement.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    /** Adds the data of the COPY that was added last, while somebody reads it; it ends where the reader ends. */
    public Reader data(Reader data) {
        return new FilterReader(data) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                int count = in.read(buffer, offset, length);
                if (count > 0) {
                    digest.update(units(buffer, offset, count));
                } else if (count < 0) {
                    digest.update((byte) 0);
                }
                return count;
            }
        };
    }

    /** By hand, two bytes for each unit: an encoder would not know the half of a pair that a buffer may end on. */
    private static byte[] units(char[] buffer, int offset, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * count);
        for (int i = offset; i < offset + count; i++) {
            if (buffer[i] != '\r') {
                bytes.putChar(buffer[i]);
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** A checksum that goes on from here on its own. */
    public PrefixChecksum copy() {
        return new PrefixChecksum(cloned());
    }

    /** {@code 1:} and 64 hexadecimal digits. More statements may be added after. */
    public String value() {
        return "1:" + HexFormat.of().formatHex(cloned().digest());
    }

    private MessageDigest cloned() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
