package dev.bellows.chaos;

import dev.bellows.testkit.TestDatabase;
import java.util.List;

/** An entry of the ledger, as far as the checks need it. */
record LedgerLine(long position, String event, String direction, String version, int done, int total) {
    static List<LedgerLine> all(TestDatabase db) {
        return db
                .query("SELECT position, event, coalesce(direction, ''), coalesce(version, ''),"
                        + " coalesce(statements_done, 0), coalesce(statements_total, 0)"
                        + " FROM ledger.bellows_ledger ORDER BY position")
                .stream()
                .map(row -> new LedgerLine(
                        Long.parseLong(row.get(0)),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        Integer.parseInt(row.get(4)),
                        Integer.parseInt(row.get(5))))
                .toList();
    }

    boolean isApplied() {
        return event.equals("applied");
    }

    boolean isReverted() {
        return event.equals("reverted");
    }
}
