package dev.bellows.plan;

import dev.bellows.model.Entry;
import dev.bellows.model.OpenCopy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner knows of the database.
 *
 * @param entries the whole ledger
 * @param position of the ledger's head
 * @param strangers how many tables and views stood in the schema before there was a ledger; 0 when there is one
 * @param copies in batches that were begun, and neither ended nor given up
 * @param newLedger how the ledger would be made; null when there is one
 */
public record Situation(
        List<Entry> entries,
        long position,
        int strangers,
        List<OpenCopy> copies,
        @Nullable NewLedger newLedger) {
    public Situation {
        entries = List.copyOf(entries);
        copies = List.copyOf(copies);
    }
}
