package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.EventKind;
import dev.bellows.model.Failure;
import dev.bellows.plan.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The entries that a step writes. */
final class Drafts {
    private Drafts() {}

    /** Statements are in the database: all, or the first ones of a file that runs statement by statement. */
    static Draft progress(Step step, int done, @Nullable String prefixChecksum, Duration took) {
        boolean complete = done == step.statements();
        return Draft.about(step.down() ? EventKind.REVERTED : EventKind.APPLIED, step.migration())
                .statements(done, step.statements(), complete ? null : prefixChecksum)
                .direction(step.down())
                .took(took);
    }

    /** A statement that may not run in a transaction is about to run. */
    static Draft intent(Step step, int done, String prefixChecksum) {
        return Draft.about(EventKind.INTENT, step.migration())
                .statements(done, step.statements(), prefixChecksum)
                .direction(step.down());
    }

    /**
     * A statement failed.
     *
     * @param message without values
     */
    static Draft failed(Step step, Failure failure, String message, @Nullable String prefixChecksum, Duration took) {
        return Draft.about(EventKind.FAILED, step.migration())
                .statements(failure.done(), step.statements(), prefixChecksum)
                .failed(failure.sqlState(), message)
                .direction(step.down())
                .took(took);
    }
}
