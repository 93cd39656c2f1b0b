package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Copies;
import dev.bellows.quarantine.OpenCopies;
import java.sql.SQLException;

/** The copies in batches that were begun for a step. */
final class BegunCopies {
    private BegunCopies() {}

    /** As the ledger says; more of them may follow. */
    static Copies of(Session session, LedgerTables tables, Step step) throws SQLException {
        return new Copies(
                OpenCopies.all(session.connection(), tables).stream()
                        .filter(step::wants)
                        .map(copy -> new Copies.Begun(copy.schema(), copy.oid(), copy.number()))
                        .toList(),
                true);
    }
}
