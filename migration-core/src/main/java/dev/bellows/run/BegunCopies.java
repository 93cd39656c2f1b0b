package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.OpenCopy;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Copies;
import dev.bellows.quarantine.OpenCopies;
import java.sql.SQLException;
import java.util.List;

/** The copies in batches that were begun for a step. */
final class BegunCopies {
    private BegunCopies() {}

    /** As the ledger says; more of them may follow. */
    static Copies of(Session session, LedgerTables tables, Step step) throws SQLException {
        return of(OpenCopies.all(session.connection(), tables), step);
    }

    /** Likewise, of all that were begun. */
    static Copies of(List<OpenCopy> open, Step step) {
        return new Copies(
                open.stream()
                        .filter(step::wants)
                        .map(copy -> new Copies.Begun(copy.schema(), copy.oid(), copy.number()))
                        .toList(),
                true);
    }
}
