package dev.bellows.run;

import dev.bellows.model.Migration;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a thing in quarantine is to the runner: a step of the migration that dropped it, without a file. */
final class ThingStep {
    private ThingStep() {}

    /** The step. */
    static Step of(Stored stored, Duration maxBlocking) {
        OwnScript script = new OwnScript("quarantine of " + stored.kept().object(), "");
        Migration migration = new Migration(
                stored.kept().migration().owner(),
                stored.kept().migration().version(),
                script.name(),
                Phase.EXPAND,
                null,
                false,
                script,
                null);
        return new Step(
                migration,
                false,
                script,
                0,
                false,
                1,
                true,
                null,
                null,
                maxBlocking,
                Map.of(),
                null,
                Step.Gate.NONE,
                null,
                List.of(),
                List.of());
    }
}
