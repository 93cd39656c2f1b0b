package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.EventKind;
import dev.bellows.model.Failure;
import dev.bellows.model.Migration;
import dev.bellows.model.Resolution;
import dev.bellows.model.Script;
import dev.bellows.plan.Resolving;
import dev.bellows.plan.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The entries that steps and decisions write. */
final class Drafts {
    private Drafts() {}

    /** Statements are in the database: all, or the first ones of a file that runs statement by statement. */
    static Draft progress(Step step, int done, @Nullable String prefixChecksum, Duration took) {
        boolean complete = done == step.statements();
        Draft draft = Draft.about(step.down() ? EventKind.REVERTED : EventKind.APPLIED, step.migration())
                .statements(done, step.statements(), complete ? null : prefixChecksum)
                .direction(step.down())
                .took(took);
        @Nullable String reason = step.reason();
        return reason == null ? draft : draft.because("--allow-untagged: " + reason);
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

    /** A person decided; there was no reason to refuse it. */
    static Draft resolved(Resolution resolution, Resolving resolving) {
        @Nullable Migration migration = resolving.file(resolution);
        Draft draft = migration == null
                ? Draft.about(
                        EventKind.RESOLVED,
                        resolution.migration().owner(),
                        resolution.migration().id().key())
                : Draft.about(EventKind.RESOLVED, migration);
        @Nullable Script script = resolving.script(resolution);
        if (script != null) {
            int total = script.outline().statements();
            int done =
                    switch (resolution.decision().kind()) {
                        case APPLIED -> total;
                        case RESUME_AT -> resolution.decision().statement() - 1;
                        case REVERTED, ACCEPT_CHECKSUM, MISSING -> 0;
                    };
            draft = draft.statements(done, total, done > 0 && done < total ? script.prefixChecksum(done) : null)
                    .direction(resolving.down(resolution));
        }
        return draft.decided(resolution.decision())
                .because(resolution.reason().isBlank() ? resolving.was(resolution) : resolution.reason());
    }
}
