package dev.bellows.run;

import dev.bellows.model.Blocker;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries a transaction again while that may help; bounded by time, with pauses longer than what it blocked. */
final class Retries {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final int DOUBLINGS = 5;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /**
     * A transaction, whole.
     *
     * @param <T> what it finds
     */
    interface Attempt<T> {
        /** Runs it. */
        T run(Retries retries) throws StatementError, InTheWayException, IOException, SQLException;
    }

    private final Work work;
    private final Step step;
    private final WaitNews news;
    private final long began = System.nanoTime();
    private int attempt = 1;
    private boolean lookFirst = true;
    private List<Blocker> inTheWay = List.of();

    Retries(Work work, Step step) {
        this.work = work;
        this.step = step;
        this.news = new WaitNews(work.listener(), step.migration());
    }

    /** Whether to look who is in the way of a lock before queueing for it. */
    boolean lookFirst() {
        return lookFirst;
    }

    /** Nobody is in the way of the next statement, or it queues all the same. */
    void wayIsClear() {
        news.over();
    }

    /**
     * Runs a transaction until it succeeds or nothing speaks for another try; what failed is rolled back.
     *
     * @param repeatable whether it can be run twice at all
     */
    <T> T run(Attempt<T> transaction, boolean repeatable) throws StatementError, IOException, SQLException {
        while (true) {
            long tried = System.nanoTime();
            try {
                return transaction.run(this);
            } catch (InTheWayException e) {
                work.session().rollback();
                waitFor(e.statement(), e.holders());
            } catch (StatementError e) {
                work.session().rollback();
                Duration blocked = Duration.ofNanos(System.nanoTime() - tried);
                if (!repeatable || !work.session().alive() || !again(e.statement(), e.error(), blocked)) {
                    throw e.with(explained(e.error()));
                }
            } catch (SQLException | IOException | RuntimeException e) {
                work.session().rollback();
                throw e;
            }
        }
    }

    private boolean left() {
        Duration limit = work.timeouts().retry();
        return limit.isZero() || System.nanoTime() - began < limit.toNanos();
    }

    /**
     * Pauses before the next try, for longer than the last one may have blocked.
     *
     * @param statement that failed; null for COMMIT
     * @return false when it is time to give up
     */
    boolean again(@Nullable StatementText statement, SQLException error, Duration blocked)
            throws StatementError, SQLException {
        if (!Failures.passing(error)) {
            return false;
        }
        if (statement != null && Failures.state(error).equals(Failures.LOCK_NOT_AVAILABLE)) {
            List<Blocker> holders = new Relations(work.session()).holders(statement);
            inTheWay = holders.isEmpty() ? inTheWay : holders;
        }
        if (!left()) {
            return false;
        }
        Duration growing = SHORTEST.multipliedBy(1L << Math.min(attempt, DOUBLINGS));
        Duration longer = blocked.multipliedBy(3).dividedBy(2);
        Duration pause = longer.compareTo(growing) > 0 ? longer : growing;
        work.listener()
                .on(new Progress.Retrying(
                        step.migration(),
                        attempt,
                        Messages.firstLine(explained(error).getMessage()),
                        pause));
        attempt++;
        pause(statement, pause);
        return true;
    }

    /** An interrupt here is a failure like any other: the step was tried, and this ends it. */
    private static void pause(@Nullable StatementText statement, Duration duration) throws StatementError {
        try {
            Pause.jittered(duration);
        } catch (InterruptedRunException e) {
            throw StatementError.interrupted(statement);
        }
    }

    /** The error, with those who were in the way named where it is about a lock. */
    SQLException explained(SQLException error) {
        boolean lock = Failures.state(error).equals(Failures.LOCK_NOT_AVAILABLE);
        return lock && !inTheWay.isEmpty()
                ? new SQLException(
                        "the lock of a table was not to be had; in the way: " + Blockers.phrases(inTheWay),
                        Failures.LOCK_NOT_AVAILABLE,
                        error)
                : error;
    }

    /**
     * Waits a little for those who are in the way, outside of any transaction. What a statement locks is guessed from its
     * words, so when the time is over it is not given up before the server has been asked once.
     */
    private void waitFor(StatementText statement, List<Blocker> holders) throws StatementError {
        if (!left()) {
            lookFirst = false;
            return;
        }
        news.waitingFor(holders);
        inTheWay = holders;
        pause(statement, LOOK_AGAIN);
    }
}
