package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.EventKind;
import dev.bellows.model.Failure;
import dev.bellows.model.Migration;
import dev.bellows.model.Resolution;
import dev.bellows.model.Script;
import dev.bellows.plan.Resolving;
import dev.bellows.plan.Step;
import dev.bellows.sql.Squashed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries that steps and decisions write. */
final class Drafts {
    private Drafts() {}

    /** Statements are in the database: all, or the first ones of a file that runs statement by statement. */
    static Draft progress(Step step, int done, @Nullable String prefixChecksum, Duration took) {
        boolean complete = done == step.statements();
        EventKind event = step.down()
                ? EventKind.REVERTED
                : step.migration().isBaseline() ? EventKind.BASELINED : EventKind.APPLIED;
        Draft draft = Draft.about(event, step.migration())
                .statements(done, step.statements(), complete ? null : prefixChecksum)
                .direction(step.down())
                .took(took);
        @Nullable String reason = step.reason();
        return reason == null ? draft : draft.because("--allow-untagged: " + reason);
    }

    /** A baseline stands for what was applied before it was made. */
    static Draft standsFor(Migration baseline) {
        List<Squashed> all = baseline.squashes();
        return Draft.about(EventKind.BASELINED, baseline)
                .because(baseline.script().name() + " stands for what is applied: "
                        + (all.size() == 1 ? "" : all.get(0).version() + " to ")
                        + all.get(all.size() - 1).version());
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
