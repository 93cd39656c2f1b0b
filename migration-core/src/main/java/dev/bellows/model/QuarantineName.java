package dev.bellows.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the schema of a thing in quarantine is called: {@code bellows_q_41}, the second thing of the same migration
 * {@code bellows_q_41_2}. A database may hold several ledgers of one name, each in a schema of its own: that of any other
 * schema than {@code public} follows, {@code bellows_q_41_tenant_a}.
 *
 * @param number what counts the things of one ledger
 * @param owner what tells it from other ledgers; empty, or with its {@code _}
 */
public record QuarantineName(String number, String owner) {
    /** https://www.postgresql.org/docs/18/limits.html */
    private static final int LONGEST_NAME = 63;

    /** Room for a position and two ordinals, which nobody will ever fill. */
    private static final int NUMBERS = 20;

    /**
     * The name for what one migration drops.
     *
     * @param schema the ledger's
     * @param position of the first entry that the migration can have
     */
    public static QuarantineName of(LedgerName ledger, String schema, long position) {
        String stem = ledger.helper("q");
        String owner = schema.equals("public") ? "" : "_" + schema;
        if (bytes(stem).length + NUMBERS + bytes(owner).length <= LONGEST_NAME) {
            return new QuarantineName(stem + "_" + position, owner);
        }
        return new QuarantineName(
                LedgerName.DEFAULT.helper("q") + "_" + position, "_" + digest(schema + "." + ledger.table()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(name));
            return "%08x".formatted(ByteBuffer.wrap(hash).getInt());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The name of the n-th thing, or of the things of the n-th statement. */
    public QuarantineName part(int n) {
        return new QuarantineName(number + "_" + n, owner);
    }

    /** The schema's name, as PostgreSQL stores it. */
    @Override
    public String toString() {
        return number + owner;
    }
}
