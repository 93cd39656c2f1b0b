package dev.bellows.run;

import java.time.Duration;

/** How many rows a batch takes: as many as fit a short time, as the ones before it show. Pure arithmetic. */
final class BatchSize {
    /** The first batch's; few enough for a slow disk and large values. */
    static final int FIRST = 1_000;

    private static final int LEAST = 100;
    private static final int MOST = 100_000;
    private static final int GROWTH = 2;

    /** Long enough that its overhead does not count, and too short for anybody to mind its snapshot. */
    private static final Duration TARGET = Duration.ofMillis(200);

    private int rows = FIRST;

    int rows() {
        return rows;
    }

    /** A batch of this size took so long. */
    void took(Duration time) {
        double fitting = rows * (double) TARGET.toNanos() / Math.max(1, time.toNanos());
        rows = (int) Math.max(LEAST, Math.min(MOST, Math.min(fitting, (double) rows * GROWTH)));
    }
}
