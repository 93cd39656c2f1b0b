package dev.bellows.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A process that applies migrations.
 *
 * @param slot the backend that serves it now
 * @param home the backend that it remembers as its own
 * @param position where its plan believes the head
 * @param next the migration that its plan is at
 * @param inDoubt whether the ledger's last word about that was an intent
 * @param gated whether contracts have gates: the database was not built in this run
 * @param noted whether the old instance's lease was in time while the transaction ran that looks who lives
 * @param doubt the entry whose COMMIT got no reply
 * @param starts how often it may be started yet
 */
record Runner(
        At at,
        int ships,
        int slot,
        int home,
        int position,
        int next,
        boolean inDoubt,
        boolean gated,
        boolean noted,
        @Nullable Entry doubt,
        int starts) {
    /** How far it is. */
    enum At {
        OFF,
        CONNECTED,
        LOCKED,
        NEXT,
        IN_TRANSACTION,
        ANNOUNCED,
        CHECKED,
        OUTSIDE,
        RAN,
        OPENING,
        HAS_ROW,
        HAS_WAITED,
        HAS_REMOVED,
        READY,
        OPEN,
        FAILED,
        TO_WITHDRAW,
        GIVES_UP,
        IN_DOUBT,
        IN_DOUBT_CONNECTED
    }

    static Runner off(int ships, int starts) {
        return new Runner(At.OFF, ships, -1, -1, 0, 0, false, true, false, null, starts);
    }

    Runner at(At now) {
        return new Runner(now, ships, slot, home, position, next, inDoubt, gated, noted, doubt, starts);
    }

    Runner connected(At now, int slotNow, int homeNow, int startsLeft) {
        return new Runner(now, ships, slotNow, homeNow, position, next, inDoubt, gated, noted, doubt, startsLeft);
    }

    Runner in(int slotNow) {
        return new Runner(at, ships, slotNow, home, position, next, inDoubt, gated, noted, doubt, starts);
    }

    Runner planned(int positionNow, int nextNow, boolean doubtful, boolean gates) {
        return new Runner(At.NEXT, ships, slot, home, positionNow, nextNow, doubtful, gates, noted, null, starts);
    }

    Runner noting(boolean inTime) {
        return new Runner(at, ships, slot, home, position, next, inDoubt, gated, inTime, doubt, starts);
    }

    Runner doubting(Entry entry) {
        return new Runner(At.IN_DOUBT, ships, -1, -1, position, next, inDoubt, gated, false, entry, starts);
    }

    /** Its entry is committed, and it knows. */
    Runner after(Entry entry, int head) {
        At now =
                switch (entry.event()) {
                    case INTENT -> At.ANNOUNCED;
                    case OPENED -> At.OPEN;
                    case WITHDRAWN, FAILED -> At.GIVES_UP;
                    case APPLIED, BASELINED -> At.NEXT;
                };
        int then = entry.event() == Entry.Event.APPLIED ? entry.migration() + 1 : next;
        boolean doubtful = entry.event() != Entry.Event.APPLIED && entry.event() != Entry.Event.INTENT && inDoubt;
        return new Runner(now, ships, slot, home, head, then, doubtful, gated, false, null, starts);
    }

    /** It has been started once more, or waits without the lock and is as good as started again. */
    Runner again() {
        return off(ships, starts + 1);
    }

    /** Nothing of it is left but what it may be started again. */
    Runner gone() {
        return off(ships, starts);
    }
}
