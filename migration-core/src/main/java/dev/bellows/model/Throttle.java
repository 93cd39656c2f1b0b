package dev.bellows.model;

import java.time.Duration;

/**
 * What a copy in batches leaves to others.
 *
 * @param pause after each batch; zero for none
 * @param replicationLag how far a standby may be behind; while one is further, no batch runs; zero for as far as it likes
 */
public record Throttle(Duration pause, Duration replicationLag) {
    /** No pause; ten seconds of lag. */
    public static final Throttle DEFAULT = new Throttle(Duration.ZERO, Duration.ofSeconds(10));

    public Throttle {
        if (pause.isNegative() || replicationLag.isNegative()) {
            throw new IllegalArgumentException("a time cannot be less than zero");
        }
    }

    /** This with another {@code pause}. */
    public Throttle withPause(Duration afterEach) {
        return new Throttle(afterEach, replicationLag);
    }

    /** This with another {@code replicationLag}. */
    public Throttle withReplicationLag(Duration atMost) {
        return new Throttle(pause, atMost);
    }
}
