package dev.bellows.run;

import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Stored;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether the rows of a table that has come back fit its constraints: it may be large, and has just come into everybody's way. */
final class LaterLook {
    private final Work work;
    private final Returning returning;
    private final Stored stored;
    private final List<Mend> looks;

    /** @param looks what looks at the rows, not empty */
    LaterLook(Work work, Returning returning, List<Mend> looks) {
        this.work = work;
        this.returning = returning;
        this.stored = returning.stored();
        this.looks = List.copyOf(looks);
    }

    /** Looks, in a transaction and with an entry of its own; what does not fit, each in a phrase with the reason. */
    List<String> look() throws IOException, SQLException {
        try {
            return new Retries(work, returning.step()).run(this::once, true);
        } catch (StatementError e) {
            if (!work.session().alive()) {
                throw e.error();
            }
            // It is back all the same.
            return looks.stream()
                    .map(look -> look.what() + ": nobody has looked (" + Failures.sentence(e.error()) + "); to look: "
                            + look.sql())
                    .toList();
        }
    }

    private List<String> once(Retries retries) throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work, "looks at the rows of " + stored.kept().object(), "");
        Guard guard = new Guard(work, returning.step(), retries);
        List<String> missing = new ArrayList<>();
        Postponed postponed = new Postponed(work);
        Mends mends = new Mends(work, stored);
        for (Mend mend : looks) {
            mends.attempt(guard, mend, Set.of(), missing, postponed);
        }
        missing.addAll(returning.lastly(guard, postponed));
        transaction.commit(returning.restored(List.of(), missing, List.of()));
        return missing;
    }
}
