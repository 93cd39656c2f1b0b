package dev.bellows.plan;

import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * Where one migration stands after all entries about it.
 *
 * @param done statements in the database, or reverted when {@code down}
 * @param inDoubt whether the last word is an intent: the next statement may or may not have run
 * @param down whether the unfinished or failed work is its reverse
 * @param checksum of the file that counts as applied; null when none is known
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
        @Nullable String checksum,
        @Nullable String prefixChecksum,
        @Nullable String appliedHead,
        @Nullable String after,
        @Nullable Standing beforeDown,
        Entry last) {
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
            case BASELINED, UPGRADED -> before;
        };
    }

    private static boolean goesDown(Entry entry) {
        return "down".equals(entry.direction());
    }

    private static @Nullable Standing resolved(@Nullable Standing before, Entry entry) {
        String detail = entry.detail() == null ? "" : entry.detail();
        if (detail.startsWith("resume-at:")) {
            return goesDown(entry) ? down(before, entry, false) : up(Kind.UNFINISHED, before, entry, false);
        }
        return switch (detail) {
            case "applied" -> up(Kind.APPLIED, before, entry, false);
            case "reverted" -> up(Kind.REVERTED, before, entry, false);
            case "accept-checksum" -> before == null ? null : before.withChecksum(entry);
            default -> before;
        };
    }

    private static Standing up(Kind kind, @Nullable Standing before, Entry entry, boolean inDoubt) {
        return new Standing(
                kind,
                number(entry.done()),
                number(entry.total()),
                inDoubt,
                false,
                entry.checksum(),
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
                origin == null ? null : origin.checksum,
                entry.prefixChecksum(),
                origin == null ? null : origin.appliedHead,
                origin == null ? null : origin.after,
                origin,
                entry);
    }

    private Standing withChecksum(Entry entry) {
        return new Standing(
                kind,
                done,
                total,
                inDoubt,
                down,
                entry.checksum(),
                prefixChecksum,
                appliedHead,
                after,
                beforeDown,
                entry);
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
