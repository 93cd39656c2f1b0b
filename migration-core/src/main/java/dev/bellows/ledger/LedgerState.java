package dev.bellows.ledger;

import dev.bellows.model.Entry;
import java.util.List;

/**
 * The ledger as it was read at one moment.
 *
 * @param exists whether there is one
 * @param entries all of them, in order
 * @param position of the head row
 * @param hash of the head row
 */
public record LedgerState(boolean exists, List<Entry> entries, long position, String hash) {
    /** No ledger yet. */
    public static final LedgerState NONE = new LedgerState(false, List.of(), 0, "");

    public LedgerState {
        entries = List.copyOf(entries);
    }
}
