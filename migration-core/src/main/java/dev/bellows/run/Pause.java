package dev.bellows.run;

import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Sleeps; an interrupt ends the run. Whoever knows what was done so far adds the report. */
final class Pause {
    private Pause() {}

    /** Sleeps for the duration and up to half as much again, so that waiters do not march in step. */
    static void jittered(Duration duration) {
        long millis = Math.max(1, duration.toMillis());
        exactly(Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1)));
    }

    static void exactly(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException("interrupted while waiting; nothing more was run", Report.EMPTY, e);
        }
    }
}
