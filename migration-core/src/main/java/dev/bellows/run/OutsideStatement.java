package dev.bellows.run;

import dev.bellows.model.InterruptedRunException;
import dev.bellows.plan.Step;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.sql.SQLException;
import java.time.Duration;

/** Runs a statement that PostgreSQL forbids inside a transaction, between its announcement and its entry. */
final class OutsideStatement {
    private final Work work;
    private final Step step;
    private final Session session;
    private final FileSettings settings;
    private final Executor executor;
    private final Probes probes;

    OutsideStatement(Work work, Step step, FileSettings settings) {
        this.work = work;
        this.step = step;
        this.session = work.session();
        this.settings = settings;
        this.executor = new Executor(session);
        this.probes = new Probes(work, step);
    }

    /** Whether it need not run: in doubt, and found done; or a detach that is only to be finalised, and was now. */
    boolean doneAlready(StatementText statement, boolean inDoubt) throws StatementError, SQLException {
        return asked(statement, () -> (inDoubt || probes.pendingDetach(statement)) && probes.done(statement));
    }

    /** Removes what an earlier try left behind. */
    void clearTheWay(StatementText statement) throws StatementError, SQLException {
        asked(statement, () -> {
            probes.clearTheWay(statement);
            return true;
        });
    }

    private boolean asked(StatementText statement, FileSettings.Question<Boolean> question)
            throws StatementError, SQLException {
        try {
            return settings.with(question);
        } catch (InterruptedRunException e) {
            throw StatementError.interrupted(statement);
        }
    }

    /** Runs it, again and again while that may help; after the announcement. */
    void run(StatementText statement) throws StatementError, SQLException {
        Retries retries = new Retries(work, step);
        while (true) {
            long tried = System.nanoTime();
            if (!work.lock().stillHeld()) {
                throw new FencedTransaction.LockLostException();
            }
            work.ledger().requireUnmoved(session.connection());
            try {
                once(statement);
                break;
            } catch (SQLException e) {
                if (!session.alive()) {
                    throw new StatementError(statement, e, false);
                }
                session.execute(session.resetSql());
                if (Interrupts.pending()) {
                    // Who interrupts does not want to wait for a DROP INDEX: the next run clears the way.
                    throw new StatementError(statement, e, false);
                }
                clearTheWay(statement);
                if (!repeatable(statement)
                        || !retries.again(statement, e, Duration.ofNanos(System.nanoTime() - tried))) {
                    throw new StatementError(statement, retries.explained(e), false);
                }
            }
        }
        session.execute(session.resetSql());
        settings.with(() -> {
            probes.requireDone(statement);
            return true;
        });
    }

    private static boolean repeatable(StatementText statement) {
        return statement.use() instanceof TransactionUse.Outside
                && !(statement.use() instanceof TransactionUse.OnlyOnce);
    }

    private void once(StatementText statement) throws SQLException {
        settings.make();
        session.execute(Guard.setSql(limits(statement)) + session.endlessSql());
        session.execute(Session.namedSql(step.migration().label().toString()));
        Watcher watcher = Watcher.start(work, step.migration(), Duration.ZERO);
        try {
            executor.run(statement);
        } finally {
            watcher.close();
        }
    }

    /** A statement that queues nobody waits as long as it must; another one as long as any strong lock may be waited for. */
    private Budget.Limits limits(StatementText statement) {
        boolean full = statement.use() instanceof TransactionUse.Repeatable && Reach.rewritesTables(statement);
        boolean weak = !full && repeatable(statement);
        Duration concurrent = work.timeouts().concurrent();
        Budget budget = new Budget(
                session.deadlockTimeout(),
                step.lockTimeout(),
                Duration.ZERO,
                step.statementTimeout() != null ? step.statementTimeout() : concurrent,
                concurrent);
        return budget.next(weak ? 0 : 1, weak, System.nanoTime());
    }
}
