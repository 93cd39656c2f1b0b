package dev.bellows.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger, as {@code docs/ledger.md} describes it.
 *
 * @param position the previous entry's plus one, from 1
 * @param direction {@code up} or {@code down}: which of its scripts the statements are of; null when it is about none
 * @param owner null where the entry is about the ledger itself, likewise the next five
 * @param version as written
 * @param after for a contract: the version that a build must ship to run beside it; null when it is the contract's own
 * @param checksum of the file when this was written
 * @param prefixChecksum of the statements done, while not all are
 * @param done how many statements are in the database
 * @param total how many the file had
 * @param head the highest version of the build that wrote this; null when it shipped none
 * @param release the deploy's label
 * @param run what one call wrote, together
 * @param at microseconds since 1970-01-01T00:00:00Z on the server's clock, when the entry's transaction began
 * @param durationMicros how long it took, on the writer's clock
 * @param detail for {@link EventKind#RESOLVED}: the {@link Decision}'s word; for {@link EventKind#RESTORE_POINT}: what it
 *     is called
 * @param reason why, in a person's words
 * @param evidence JSON text
 */
public record Entry(
        long position,
        EventKind event,
        @Nullable String direction,
        @Nullable String owner,
        @Nullable String version,
        @Nullable String description,
        @Nullable String phase,
        @Nullable String after,
        @Nullable String checksum,
        @Nullable String prefixChecksum,
        @Nullable Integer done,
        @Nullable Integer total,
        @Nullable String head,
        @Nullable String release,
        String run,
        String role,
        String host,
        String toolVersion,
        int format,
        String systemIdentifier,
        long at,
        @Nullable Long durationMicros,
        @Nullable String sqlState,
        @Nullable String message,
        @Nullable String detail,
        @Nullable String reason,
        @Nullable String evidence,
        String previousHash,
        String hash) {
    /** Whether a person decided this. */
    public boolean decided(Decision.Kind kind) {
        @Nullable Decision decided = decision();
        return decided != null && decided.kind() == kind;
    }

    /** Whether this is about a migration, not about the ledger. */
    public boolean aboutMigration() {
        return version != null;
    }

    /**
     * The migration that this is about.
     *
     * @throws IllegalStateException when it is about the ledger
     */
    public MigrationId id() {
        if (owner == null || version == null) {
            throw new IllegalStateException("entry " + position + " is about the ledger");
        }
        return MigrationId.parse(owner, version);
    }

    /**
     * The migration's name for people and commands.
     *
     * @throws IllegalStateException when this is about the ledger
     */
    public MigrationLabel label() {
        if (owner == null || version == null) {
            throw new IllegalStateException("entry " + position + " is about the ledger");
        }
        return new MigrationLabel(owner, version);
    }

    /**
     * What a person decided.
     *
     * @return null unless the event is {@link EventKind#RESOLVED}
     * @throws IllegalArgumentException when this build does not know the decision
     */
    public @Nullable Decision decision() {
        return event == EventKind.RESOLVED ? Decision.parse(detail == null ? "" : detail) : null;
    }

    /** Whether every statement is in the database. */
    public boolean complete() {
        return done != null && done.equals(total);
    }

    /** This entry with its hash. */
    public Entry withHash(String value) {
        return new Entry(
                position,
                event,
                direction,
                owner,
                version,
                description,
                phase,
                after,
                checksum,
                prefixChecksum,
                done,
                total,
                head,
                release,
                run,
                role,
                host,
                toolVersion,
                format,
                systemIdentifier,
                at,
                durationMicros,
                sqlState,
                message,
                detail,
                reason,
                evidence,
                previousHash,
                value);
    }

    /** The word of an event in the ledger, back as the event; null for one that this build does not know. */
    public static @Nullable EventKind event(String word) {
        return Words.EVENTS.get(word);
    }

    private static final class Words {
        static final Map<String, EventKind> EVENTS = java.util.Arrays.stream(EventKind.values())
                .collect(java.util.stream.Collectors.toUnmodifiableMap(EventKind::word, kind -> kind));
    }
}
