package dev.bellows.plan;

import dev.bellows.model.Entry;
import java.util.List;

/**
 * What the planner knows of the database.
 *
 * @param entries the whole ledger
 * @param position of the ledger's head
 * @param strangers how many tables and views stood in the schema before there was a ledger; 0 when there is one
 */
public record Situation(List<Entry> entries, long position, int strangers) {
    public Situation {
        entries = List.copyOf(entries);
    }
}
