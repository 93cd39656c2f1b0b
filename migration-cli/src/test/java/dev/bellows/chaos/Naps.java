package dev.bellows.chaos;

import java.util.concurrent.TimeUnit;

/** Time that passes because the schedule says so. */
final class Naps {
    private Naps() {}

    static void exactly(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
