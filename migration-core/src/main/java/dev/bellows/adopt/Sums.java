package dev.bellows.adopt;

import dev.bellows.model.Migration;
import dev.bellows.source.Original;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Checksums as other tools make them. */
final class Sums {
    private static final String MARK = "\uFEFF";

    private Sums() {}

    /**
     * Whether a file's bytes have this SHA-256, as they lie there or with the line ends of another system: Git changes these
     * when it checks out.
     *
     * @param sum hexadecimal digits
     */
    static Agreement sha256(Migration file, String sum) {
        byte @Nullable [] bytes = bytes(file);
        if (bytes == null) {
            return Agreement.UNKNOWN;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String unix = text.replace("\r\n", "\n");
        boolean agrees = List.of(text, unix, unix.replace("\n", "\r\n")).stream()
                .anyMatch(each ->
                        sha256(each.getBytes(StandardCharsets.ISO_8859_1)).equalsIgnoreCase(sum));
        return agrees ? Agreement.AGREES : Agreement.DIFFERS;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether a file's lines, without their ends and byte order marks, have this CRC-32. */
    static Agreement crc32(Migration file, String sum) {
        byte @Nullable [] bytes = bytes(file);
        if (bytes == null) {
            return Agreement.UNKNOWN;
        }
        CRC32 crc = new CRC32();
        new BufferedReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))
                .lines()
                .map(line -> line.startsWith(MARK) ? line.substring(1) : line)
                .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return String.valueOf((int) crc.getValue()).equals(sum) ? Agreement.AGREES : Agreement.DIFFERS;
    }

    /** A file that cannot be read now will be told when it is to run; nobody can say whether it has changed. */
    private static byte @Nullable [] bytes(Migration file) {
        try {
            return Original.bytes(file.script());
        } catch (IOException e) {
            return null;
        }
    }

    /** A file beside a migration's; null when there is none that can be read. */
    static @Nullable String beside(Migration file, String path) {
        try {
            return Original.beside(file.script(), path);
        } catch (IOException e) {
            return null;
        }
    }
}
