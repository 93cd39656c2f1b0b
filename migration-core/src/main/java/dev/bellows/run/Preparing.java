package dev.bellows.run;

import dev.bellows.model.OpenCopy;
import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.BatchedCopy;
import dev.bellows.quarantine.Copies;
import dev.bellows.quarantine.OpenCopies;
import dev.bellows.quarantine.Stored;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** What runs before a step's own transaction: copies of columns that are too big for that. */
final class Preparing {
    private final Work work;
    private final Step step;

    Preparing(Work work, Step step) {
        this.work = work;
        this.step = step;
    }

    /** Whether the plan says that a column has to be copied. */
    static boolean planned(Step step) {
        return step.keepings().stream().anyMatch(keeping -> keeping.batches() != null);
    }

    /**
     * What has to be copied, asked again: an earlier step may have changed it.
     *
     * @param first whether no step has run yet since the plan was made
     */
    List<BatchedCopy> needed(boolean first) throws SQLException {
        boolean may = planned(step) || (!first && !step.locks().isEmpty());
        return may && step.quarantine() != null && step.script().hasText()
                ? Keepings.copies(work.session(), work.ledger().tables(), step)
                : List.of();
    }

    /** Copies all of them; what the migration may count on then. */
    Copies run(List<BatchedCopy> found) throws StatementError, SQLException, IOException {
        List<BatchedCopy> copies = giveUpUseless(found)
                ? Keepings.copies(work.session(), work.ledger().tables(), step)
                : found;
        for (BatchedCopy copy : copies) {
            CopyInBatches batches = new CopyInBatches(work, step, copy);
            if (!copy.begun()) {
                batches.begin();
            }
            batches.run();
        }
        return new Copies(
                copies.stream()
                        .map(copy -> new Copies.Begun(copy.schema(), copy.table(), copy.number()))
                        .toList(),
                false);
    }

    /** Gives up what was begun for this step and cannot be gone on with; says whether there was any. */
    private boolean giveUpUseless(List<BatchedCopy> found) throws StatementError, SQLException, IOException {
        boolean any = false;
        for (OpenCopy open :
                OpenCopies.all(work.session().connection(), work.ledger().tables())) {
            if (step.wants(open) && !usable(open, found)) {
                work.listener()
                        .on(new Progress.Notice("the copy of " + open.object()
                                + " is begun anew: its table or its triggers were changed, so it may lack something"));
                new Purging(work, Stored.of(open), step.maxBlocking()).purge();
                any = true;
            }
        }
        return any;
    }

    private boolean usable(OpenCopy open, List<BatchedCopy> found) throws SQLException {
        for (BatchedCopy copy : found) {
            if (copy.schema().equals(open.schema())) {
                return CopyCheck.sound(work.session(), copy);
            }
        }
        return false;
    }
}
