package dev.bellows.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.testkit.InstalledPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Given a folder that random runners apply while random faults hit them, when it is let finish, then everything is as if nothing
 * had happened. {@code -Dchaos.duration=1h -Dchaos.seed=7} is an hour of it, {@code -Dchaos.round=3} that round alone.
 */
@Timeout(4 * 3600)
class ChaosTest {
    @Test
    void whateverHappensTheFolderIsAppliedOnce() throws Exception {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        String duration = System.getProperty("chaos.duration", "");
        long seed = Long.getLong("chaos.seed", 1);
        int round = Integer.getInteger("chaos.round", 0);
        ChaosRun run = new ChaosRun(seed, Path.of("target", "chaos").toAbsolutePath());

        if (round > 0) {
            run.only(round);
        } else if (duration.isEmpty()) {
            run.light();
        } else {
            run.during(Duration.parse(duration.startsWith("P") ? duration : "PT" + duration.toUpperCase(Locale.ROOT)));
        }

        assertThat(run.findings()).isEmpty();
    }
}
