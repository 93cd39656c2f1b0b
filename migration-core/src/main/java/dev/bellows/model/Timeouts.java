package dev.bellows.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long things may take. {@link Duration#ZERO} means without end. To say some of them:
 * {@code Timeouts.DEFAULT.withMaxBlocking(Duration.ofSeconds(2))}.
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

    /** These with another {@code runnerLock}. */
    public Timeouts withRunnerLock(Duration atMost) {
        return new Timeouts(atMost, tableLock, statement, maxBlocking, concurrent, retry);
    }

    /** These with another {@code tableLock}. */
    public Timeouts withTableLock(@Nullable Duration atMost) {
        return new Timeouts(runnerLock, atMost, statement, maxBlocking, concurrent, retry);
    }

    /** These with another {@code statement}. */
    public Timeouts withStatement(@Nullable Duration atMost) {
        return new Timeouts(runnerLock, tableLock, atMost, maxBlocking, concurrent, retry);
    }

    /** These with another {@code maxBlocking}. */
    public Timeouts withMaxBlocking(Duration atMost) {
        return new Timeouts(runnerLock, tableLock, statement, atMost, concurrent, retry);
    }

    /** These with another {@code concurrent}. */
    public Timeouts withConcurrent(Duration atMost) {
        return new Timeouts(runnerLock, tableLock, statement, maxBlocking, atMost, retry);
    }

    /** These with another {@code retry}. */
    public Timeouts withRetry(Duration atMost) {
        return new Timeouts(runnerLock, tableLock, statement, maxBlocking, concurrent, atMost);
    }
}
