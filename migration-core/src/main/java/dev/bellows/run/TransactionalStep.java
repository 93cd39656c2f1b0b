package dev.bellows.run;

import dev.bellows.plan.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** A migration in one transaction, with its entry: all or nothing. */
final class TransactionalStep {
    private final Work work;
    private final Step step;

    TransactionalStep(Work work, Step step) {
        this.work = work;
        this.step = step;
    }

    /** Runs it, again and again while that may help. */
    void run() throws StatementError, IOException, SQLException {
        new Retries(work, step).run(this::attempt, true);
    }

    private boolean attempt(boolean lookFirst) throws StatementError, InTheWayException, IOException, SQLException {
        long began = System.nanoTime();
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work, step.migration().label().toString());
        Guard guard = new Guard(work, step, lookFirst);
        GuardedScript.run(work.session(), step.script(), guard);
        try {
            transaction.commit(
                    Drafts.progress(step, step.statements(), null, Duration.ofNanos(System.nanoTime() - began)));
        } catch (SQLException e) {
            throw new StatementError(null, e, false);
        }
        return true;
    }
}
