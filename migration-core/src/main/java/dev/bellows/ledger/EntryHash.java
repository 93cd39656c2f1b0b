package dev.bellows.ledger;

import dev.bellows.model.Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an entry: SHA-256 over its fields in the order of {@code docs/ledger.md}, each as the length of its UTF-8
 * bytes in decimal digits, a colon, and the bytes; {@code -} for null. Numbers are decimal, the time is in integer
 * microseconds. The first field is the format, the last one the previous entry's hash: a change anywhere breaks the chain.
 */
final class EntryHash {
    private final MessageDigest digest;

    private EntryHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(Entry entry) {
        EntryHash hash = new EntryHash();
        hash.add(entry.format());
        hash.add(entry.position());
        hash.add(entry.event().word());
        hash.add(entry.direction());
        hash.add(entry.owner());
        hash.add(entry.version());
        hash.add(entry.description());
        hash.add(entry.phase());
        hash.add(entry.after());
        hash.add(entry.checksum());
        hash.add(entry.prefixChecksum());
        hash.add(entry.done());
        hash.add(entry.total());
        hash.add(entry.head());
        hash.add(entry.release());
        hash.add(entry.run());
        hash.add(entry.role());
        hash.add(entry.host());
        hash.add(entry.toolVersion());
        hash.add(entry.systemIdentifier());
        hash.add(entry.at());
        hash.add(entry.durationMicros());
        hash.add(entry.sqlState());
        hash.add(entry.message());
        hash.add(entry.detail());
        hash.add(entry.reason());
        hash.add(entry.evidence());
        hash.add(entry.previousHash());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(@Nullable Object field) {
        if (field == null) {
            digest.update((byte) '-');
            return;
        }
        byte[] bytes = field.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
