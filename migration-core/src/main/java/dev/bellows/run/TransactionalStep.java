package dev.bellows.run;

import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Copies;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;

/** A migration in one transaction, with its entry: all or nothing. */
final class TransactionalStep {
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);

    private final Work work;
    private final Step step;
    private final Gatekeeper gatekeeper;
    private final Copies copies;
    private long told = System.nanoTime();
    private int number = 1;

    TransactionalStep(Work work, Step step, Gatekeeper gatekeeper, Copies copies) {
        this.work = work;
        this.step = step;
        this.gatekeeper = gatekeeper;
        this.copies = copies;
    }

    /** Runs it, again and again while that may help. */
    void run() throws StatementError, IOException, SQLException {
        new Retries(work, step).run(this::attempt, true).committed();
    }

    private Quarantining attempt(Retries retries) throws StatementError, InTheWayException, IOException, SQLException {
        long began = System.nanoTime();
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work,
                step.migration().label().toString(),
                work.session().sweepAtBeginSql() + "; " + Quarantining.begins(step));
        Guard guard = new Guard(work, step, retries);
        Quarantining quarantining = Quarantining.of(work, step, 1, new HashSet<>(), copies);
        GuardedScript.run(work.session(), step.script(), guard, quarantining, this::tell);
        quarantining.finish(guard, transaction::mayHaveDropped);
        Checking.inTransaction(work.session(), step, guard);
        try {
            gatekeeper.look(work, step);
            transaction.commitAndSweep(quarantining.noted(
                    Drafts.progress(step, step.statements(), null, Duration.ofNanos(System.nanoTime() - began))));
        } catch (SQLException e) {
            throw new StatementError(null, e, false);
        }
        return quarantining;
    }

    /** An ordinary migration has done before anybody would read it, and a data file has a million statements. */
    private void tell(StatementText statement) {
        long now = System.nanoTime();
        boolean again = statement.number() <= number;
        if (!again && now - told >= BETWEEN_WORDS.toNanos()) {
            told = now;
            number = statement.number();
            work.listener().on(new Progress.StatementStarted(step.migration(), statement.number(), step.statements()));
        }
    }
}
