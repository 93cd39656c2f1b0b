package dev.bellows.chaos;

import dev.bellows.testkit.TestDatabase;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An entry of the ledger, as far as the checks need it. */
record LedgerLine(
        long position, String event, String direction, String owner, String version, int done, int total, Instant at) {
    static List<LedgerLine> all(TestDatabase db) {
        return db
                .query("SELECT position, event, coalesce(direction, ''), coalesce(owner, ''),"
                        + " coalesce(version, ''),"
                        + " coalesce(statements_done, 0), coalesce(statements_total, 0),"
                        + " floor(extract(epoch FROM at) * 1000)::bigint"
                        + " FROM ledger.bellows_ledger ORDER BY position")
                .stream()
                .map(row -> new LedgerLine(
                        Long.parseLong(row.get(0)),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        row.get(4),
                        Integer.parseInt(row.get(5)),
                        Integer.parseInt(row.get(6)),
                        Instant.ofEpochMilli(Long.parseLong(row.get(7)))))
                .toList();
    }

    /** As commands and leases name its migration. */
    String label() {
        return Made.label(owner, version);
    }

    boolean isRepeatable() {
        return Made.isRepeatable(version);
    }

    /** The migrations that are applied at a position, all their statements. */
    static Set<String> applied(List<LedgerLine> ledger, long position) {
        Set<String> applied = new HashSet<>();
        for (LedgerLine line : ledger) {
            if (line.position() > position) {
                break;
            }
            if (line.isApplied() && line.done() == line.total()) {
                applied.add(line.label());
            } else if (line.isReverted()) {
                applied.remove(line.label());
            }
        }
        return applied;
    }

    boolean isApplied() {
        return event.equals("applied");
    }

    boolean isReverted() {
        return event.equals("reverted");
    }
}
