package dev.bellows.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A session of the server.
 *
 * @param locks how often it has the advisory lock as a session
 * @param transaction whether a transaction of ours is open in it, which has the advisory lock too
 * @param head whether that transaction has moved the head, whose row it keeps locked
 * @param row whether it has locked the gate's row
 * @param writes the entry that its COMMIT would bring
 * @param effect the migration whose effect its COMMIT would bring; 0 for none
 * @param outside the migration whose statement it runs outside a transaction; 0 for none
 * @param committing whether COMMIT was sent by a client that is gone
 */
record Backend(
        boolean there,
        int locks,
        boolean transaction,
        boolean head,
        boolean row,
        @Nullable Entry writes,
        int effect,
        int outside,
        boolean committing) {
    static final Backend NONE = new Backend(false, 0, false, false, false, null, 0, 0, false);
    static final Backend IDLE = new Backend(true, 0, false, false, false, null, 0, 0, false);

    boolean busy() {
        return transaction || outside != 0;
    }

    boolean hasLock() {
        return locks > 0 || transaction;
    }

    Backend locked(int times) {
        return new Backend(there, times, transaction, head, row, writes, effect, outside, committing);
    }

    Backend begun(boolean fenced, @Nullable Entry entry, int effectOf) {
        return new Backend(there, locks, true, fenced, row, entry, effectOf, 0, false);
    }

    Backend withRow() {
        return new Backend(there, locks, transaction, head, true, writes, effect, outside, committing);
    }

    Backend writing(Entry entry) {
        return new Backend(there, locks, transaction, head, row, entry, effect, outside, committing);
    }

    Backend running(int migration) {
        return new Backend(there, locks, false, false, false, null, 0, migration, false);
    }

    Backend sentCommit() {
        return new Backend(there, locks, transaction, head, row, writes, effect, outside, true);
    }

    /** Its transaction or statement is over. */
    Backend idle() {
        return new Backend(there, locks, false, false, false, null, 0, 0, false);
    }
}
