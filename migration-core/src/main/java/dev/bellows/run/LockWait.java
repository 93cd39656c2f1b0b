package dev.bellows.run;

import dev.bellows.model.Blocker;
import dev.bellows.model.Listener;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for the lock, naming its holder, and leaves when the work turns out to be done. */
final class LockWait {
    /** With the jitter less than two queries a second: fifty who wait must not be felt. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(550);

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);

    /** Finds out, between tries, whether there is nothing left to do for us. */
    interface Done {
        /** Whose work is never done by others. */
        Done NEVER = new Done() {
            @Override
            public String question() {
                return "0";
            }

            @Override
            public boolean done(long answer) {
                return false;
            }
        };

        /** What to ask along with each try, as an expression in SQL: a whole number. */
        String question();

        /** Whether the work is done, now that this is the answer. */
        boolean done(long answer) throws SQLException;
    }

    private final RunnerLock lock;
    private final Listener listener;
    private final Duration atMost;
    private final Supplier<Report> soFar;

    LockWait(RunnerLock lock, Listener listener, Duration atMost, Supplier<Report> soFar) {
        this.soFar = soFar;
        this.lock = lock;
        this.listener = listener;
        this.atMost = atMost;
    }

    /**
     * Takes the lock.
     *
     * @return false when the work was done by somebody else before the lock was free
     * @throws NotInTimeException when it was not free in time
     */
    boolean acquire(Done done) throws SQLException {
        long began = System.nanoTime();
        long told = began - BETWEEN_WORDS.toNanos();
        while (true) {
            RunnerLock.Try tried = lock.tryAcquire(done.question());
            if (tried.acquired()) {
                return true;
            }
            if (done.done(tried.answer())) {
                return false;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            boolean over = !atMost.isZero() && waited.compareTo(atMost) >= 0;
            if (over || System.nanoTime() - told >= BETWEEN_WORDS.toNanos()) {
                @Nullable Blocker holder = lock.holder();
                if (over) {
                    throw new NotInTimeException(
                            "another runner still holds the lock after " + Messages.time(waited) + ": "
                                    + (holder == null ? "the server does not say who" : Blockers.phrase(holder))
                                    + "; next: wait longer with --wait or BELLOWS_WAIT; or look at that session, which the server ends"
                                    + " some seconds after its process is gone",
                            soFar.get());
                }
                listener.on(new Progress.WaitingForLock(holder, waited));
                told = System.nanoTime();
            }
            Pause.jittered(BETWEEN_TRIES);
        }
    }
}
