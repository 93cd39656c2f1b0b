package dev.bellows.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take. {@link Duration#ZERO} means without end.
 *
 * @param runnerLock for Bellows's own lock, while another runner works
 * @param tableLock for a table's lock, at each try; null for 0.8 × the server's {@code deadlock_timeout}
 * @param statement for a statement; null for no limit of its own
 * @param maxBlocking how long a transaction may hold a lock that stops readers or writers
 * @param concurrent for a statement that stops nobody, such as a concurrent index build
 * @param retry how long to go on trying for a table's lock
 */
public record Timeouts(
        Duration runnerLock,
        @Nullable Duration tableLock,
        @Nullable Duration statement,
        Duration maxBlocking,
        Duration concurrent,
        Duration retry) {
    /** Ten minutes for the lock, ten seconds of blocking, a day for a concurrent build, five minutes of retries. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofMinutes(10), null, null, Duration.ofSeconds(10), Duration.ofDays(1), Duration.ofMinutes(5));
}
