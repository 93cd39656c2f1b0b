package dev.bellows.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a transaction may still wait and still block. The application is never the deadlock's victim: its own check
 * runs {@code deadlock_timeout} after it began to wait for us, so every wait of ours must be over within 0.8 of that,
 * counted from our first strong lock on a table that was there before. Pure arithmetic: the caller brings the clock.
 */
final class Budget {
    /** What is left for one statement. Zero means without limit. */
    record Limits(Duration lock, Duration statement) {}

    /** More tables than a share for each makes sense for. */
    static final int MANY = Integer.MAX_VALUE;

    private static final double SHARE_OF_DEADLOCK_TIMEOUT = 0.8;
    /** Of a thousand partitions few are busy at a time; a thousandth of the budget would never be enough for one. */
    private static final int MOST_SHARES = 8;

    private static final Duration LEAST = Duration.ofMillis(1);

    /** The server cancels an autovacuum that somebody has waited for so long, and the cancel takes a moment. */
    private static final double AUTOVACUUM_GIVES_WAY = 1.5;

    private final Duration deadlockTimeout;
    private final Duration waits;
    private final Duration firstWait;
    private final boolean chosen;
    private final Duration maxBlocking;
    private final @Nullable Duration statement;
    private final Duration concurrent;
    private @Nullable Long strongSince;
    private boolean autovacuum;

    /**
     * A transaction's budget.
     *
     * @param lock for the first strong lock; null for all of the waits
     * @param statement for any statement; null for none of its own
     * @param concurrent for a statement that stops nobody
     */
    Budget(
            Duration deadlockTimeout,
            @Nullable Duration lock,
            Duration maxBlocking,
            @Nullable Duration statement,
            Duration concurrent) {
        this.deadlockTimeout = deadlockTimeout;
        this.chosen = lock != null;
        this.waits = times(deadlockTimeout, SHARE_OF_DEADLOCK_TIMEOUT);
        this.firstWait = lock == null ? waits : lock;
        this.maxBlocking = maxBlocking;
        this.statement = statement;
        this.concurrent = concurrent;
    }

    /** A strong lock on a table that was there before is held, at the latest since this moment of the caller's clock. */
    void strongLockSince(long nanos) {
        if (strongSince == null) {
            strongSince = nanos;
        }
    }

    /** Whether an autovacuum holds what the next statement wants, and nobody else does. */
    void autovacuumInTheWay(boolean inTheWay) {
        autovacuum = inTheWay;
    }

    /** Whether traffic may be waiting for this transaction. */
    boolean blocking() {
        return strongSince != null;
    }

    /**
     * What is left for the next statement.
     *
     * @param tables how many tables that were there before it may lock strongly; 0 when it stops nobody; {@link #MANY}
     *     when the text does not tell
     * @param weak whether it takes no strong lock at all
     * @param now the caller's clock, in nanoseconds
     */
    Limits next(int tables, boolean weak, long now) {
        if (strongSince != null) {
            Duration gone = Duration.ofNanos(now - strongSince);
            Duration rest = atLeast(waits.minus(gone));
            return new Limits(shared(rest, tables), least(left(maxBlocking, gone), statement));
        }
        if (weak) {
            return new Limits(Duration.ZERO, statement != null ? statement : concurrent);
        }
        // What a DO or a function does may take hours and stop nobody: only its waits can be limited beforehand.
        Duration blocking = tables == 0 || tables == MANY ? Duration.ZERO : maxBlocking;
        // Nobody waits for us before the first lock is granted: only the waits after it share.
        Duration first = tables > 1 && (firstWait.isZero() || firstWait.compareTo(waits) > 0) ? waits : firstWait;
        // While nothing strong is held, a longer wait makes nobody a deadlock's victim.
        boolean untilItGivesWay = autovacuum && tables == 1 && !chosen;
        return new Limits(
                untilItGivesWay ? times(deadlockTimeout, AUTOVACUUM_GIVES_WAY) : shared(first, tables - 1),
                least(blocking, statement));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    /** Lock timeouts are for each lock: a statement that waits for several gets a share for each. */
    private static Duration shared(Duration wait, int waits) {
        return waits > 1 && !wait.isZero() ? atLeast(wait.dividedBy(Math.min(waits, MOST_SHARES))) : wait;
    }

    private static Duration left(Duration limit, Duration gone) {
        return limit.isZero() ? Duration.ZERO : atLeast(limit.minus(gone));
    }

    private static Duration least(Duration one, @Nullable Duration other) {
        if (other == null || other.isZero()) {
            return one;
        }
        return one.isZero() || other.compareTo(one) < 0 ? other : one;
    }

    private static Duration atLeast(Duration duration) {
        return duration.compareTo(LEAST) < 0 ? LEAST : duration;
    }
}
