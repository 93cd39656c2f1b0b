package dev.bellows.plan;

import dev.bellows.model.Decision;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one migration stands after all entries about it.
 *
 * @param done statements in the database, or reverted when {@code down}
 * @param inDoubt whether the last word is an intent: the next statement may or may not have run
 * @param down whether the unfinished or failed work is its reverse
 * @param checksums of the files that count as applied: the one that ran, and those that a person accepted since; empty
 *     when none is known
 * @param prefixChecksum of the statements done, while not all are
 * @param appliedHead the head of the build that last applied it; null when none did
 * @param after for an applied contract: the version that a build must ship to run beside it; null when it is the contract's
 *     own
 * @param beforeDown where it stood before its unfinished down began; null when a baseline covered it, and without a down
 * @param last the newest entry about it
 */
record Standing(
        Kind kind,
        int done,
        int total,
        boolean inDoubt,
        boolean down,
        Set<String> checksums,
        @Nullable String prefixChecksum,
        @Nullable String appliedHead,
        @Nullable String after,
        @Nullable Standing beforeDown,
        Entry last) {
    Standing {
        checksums = Set.copyOf(checksums);
    }

    /** The coarse state. */
    enum Kind {
        APPLIED,
        UNFINISHED,
        FAILED,
        REVERTED,
        HELD,
        ADOPTED
    }

    /** Whether its effect is in the database. */
    boolean applied() {
        return kind == Kind.APPLIED || kind == Kind.ADOPTED;
    }

    /** Whether a file with this checksum counts as what was applied. */
    boolean counts(String checksum) {
        return checksums.contains(checksum);
    }

    /** Whether some of its statements are in the database, or may be, and some are not, or may not be. */
    boolean partly() {
        return (kind == Kind.UNFINISHED || kind == Kind.FAILED) && (done > 0 || inDoubt);
    }

    /** The standing after one more entry; null when there was and is none. */
    static @Nullable Standing after(@Nullable Standing before, Entry entry) {
        return switch (entry.event()) {
            case APPLIED -> up(entry.complete() ? Kind.APPLIED : Kind.UNFINISHED, before, entry, false);
            case REVERTED -> entry.complete() ? up(Kind.REVERTED, before, entry, false) : down(before, entry, false);
            case INTENT -> goesDown(entry) ? down(before, entry, true) : up(Kind.UNFINISHED, before, entry, true);
            case FAILED -> goesDown(entry) ? down(before, entry, false) : up(Kind.FAILED, before, entry, false);
            case HELD, OPENED, WITHDRAWN ->
                before != null && before.partly() ? before : up(Kind.HELD, before, entry, false);
            case ADOPTED -> up(Kind.ADOPTED, before, entry, false);
            case RESOLVED -> resolved(before, entry);
            case BASELINED, COPYING, RESTORE_POINT, RESTORED, PURGED, UPGRADED -> before;
        };
    }

    private static boolean goesDown(Entry entry) {
        return "down".equals(entry.direction());
    }

    private static @Nullable Standing resolved(@Nullable Standing before, Entry entry) {
        @Nullable Decision decision = entry.decision();
        if (decision == null) {
            return before;
        }
        return switch (decision.kind()) {
            case APPLIED -> up(Kind.APPLIED, before, entry, false);
            case REVERTED -> up(Kind.REVERTED, before, entry, false);
            case RESUME_AT -> goesDown(entry) ? down(before, entry, false) : up(Kind.UNFINISHED, before, entry, false);
            case ACCEPT_CHECKSUM -> before == null ? null : before.accepting(entry);
            case MISSING -> before;
        };
    }

    private static Standing up(Kind kind, @Nullable Standing before, Entry entry, boolean inDoubt) {
        return new Standing(
                kind,
                number(entry.done()),
                number(entry.total()),
                inDoubt,
                false,
                entry.checksum() == null ? Set.of() : Set.of(entry.checksum()),
                entry.prefixChecksum(),
                kind == Kind.APPLIED ? entry.head() : before == null ? null : before.appliedHead,
                entry.after(),
                null,
                entry);
    }

    /** A down of which nothing ran, for certain, leaves everything as it was. */
    private static @Nullable Standing down(@Nullable Standing before, Entry entry, boolean inDoubt) {
        @Nullable Standing origin = before != null && before.down ? before.beforeDown : before;
        if (number(entry.done()) == 0 && !inDoubt) {
            return origin;
        }
        return new Standing(
                entry.event() == EventKind.FAILED ? Kind.FAILED : Kind.UNFINISHED,
                number(entry.done()),
                number(entry.total()),
                inDoubt,
                true,
                origin == null ? Set.of() : origin.checksums,
                entry.prefixChecksum(),
                origin == null ? null : origin.appliedHead,
                origin == null ? null : origin.after,
                origin,
                entry);
    }

    /**
     * One more file counts, and those before it still do: while a deploy rolls, builds with the one and with the other live
     * side by side, and neither is wrong.
     */
    private Standing accepting(Entry entry) {
        Set<String> all = new HashSet<>(checksums);
        if (entry.checksum() != null) {
            all.add(entry.checksum());
        }
        return new Standing(
                kind, done, total, inDoubt, down, all, prefixChecksum, appliedHead, after, beforeDown, entry);
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
