package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.EventKind;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.BatchedCopy;
import dev.bellows.quarantine.Records;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Copies a big column before the migration that drops it. Each batch is a transaction of its own, with where the copy stands
 * by then; whoever comes after a crash goes on from there.
 */
final class CopyInBatches {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** The migration's own transaction copies what has changed since, while its table is locked. */
    private static final int FEW_CHANGES = 500;

    /** A round that leaves more than this part of what the last one left gains nothing. */
    private static final double FEWER = 0.8;

    private final Work work;
    private final Step step;
    private final BatchedCopy copy;
    private final ReplicationLag lag;
    private final BatchSize size = new BatchSize();

    /**
     * A copy for a step.
     *
     * @param step what it is for; nothing of it runs here
     */
    CopyInBatches(Work work, Step step, BatchedCopy copy) {
        this.work = work;
        // Of what the file itself will lock, nothing is locked here.
        this.step = step.from(step.done());
        this.copy = copy;
        this.lag = new ReplicationLag(work);
    }

    /** Makes the copy's tables and triggers, with an entry. */
    void begin() throws StatementError, IOException, SQLException {
        retried(this::beginOnce);
    }

    /** No statement of the file is the reason of what fails here. */
    private <T> T retried(Retries.Attempt<T> attempt) throws StatementError, IOException, SQLException {
        try {
            return new Retries(work, step).run(attempt, true);
        } catch (StatementError e) {
            String message = "to copy " + copy.object() + " in batches: "
                    + Messages.firstLine(e.error().getMessage()).replaceFirst("^ERROR: ", "");
            throw new StatementError(null, new SQLException(message, e.error().getSQLState(), e.error()), e.limited());
        }
    }

    private boolean beginOnce(Retries retries) throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.beginCancellable(work, doing(), "");
        Guard guard = new Guard(work, step, retries);
        Executor executor = new Executor(work.session());
        for (String sql : copy.begin()) {
            StatementText own = OwnStatement.of(sql);
            guard.run(own, () -> executor.run(own));
        }
        transaction.commit(Draft.about(EventKind.COPYING, step.migration())
                .direction(step.down())
                .on(Records.copying(work.session().connection(), copy)));
        return true;
    }

    private String doing() {
        return "copies for " + step.migration().label();
    }

    /** Copies what is not copied yet, and then what has changed meanwhile. */
    void run() throws StatementError, SQLException, IOException {
        CopyCheck.Standing standing = CopyCheck.standing(work.session(), copy);
        CopyNews news = new CopyNews(work.listener(), step.migration(), copy.object(), copy.rows(), standing.rows());
        // Over a connection of its own it tells whom a batch waits for.
        Watcher watcher = Watcher.start(work, step.migration(), Duration.ZERO);
        try {
            while (!standing.whole()) {
                throttle(news, standing.rows());
                standing = timed(this::batch);
                news.copied(standing.rows());
            }
            catchUp(news, standing.rows());
        } finally {
            watcher.close();
        }
    }

    /**
     * Copies again what has changed, in rounds, while each leaves clearly fewer changes than the one before. Where the
     * application writes as fast as that, the rest is for the migration's own transaction.
     */
    private void catchUp(CopyNews news, long rows) throws StatementError, SQLException, IOException {
        long before = Long.MAX_VALUE;
        long left = CopyCheck.changes(work.session(), copy);
        while (left > FEW_CHANGES && left < before * FEWER) {
            for (long round = 0; round < left; ) {
                throttle(news, rows);
                long again = timed(this::again);
                round = again == 0 ? left : round + again;
                news.catchesUp(rows);
            }
            before = left;
            left = CopyCheck.changes(work.session(), copy);
        }
        if (left > FEW_CHANGES) {
            work.listener()
                    .on(new Progress.Notice(copy.object() + " is written as fast as it is copied: what " + left
                            + " changes touched is copied again while its table is locked"));
        }
    }

    private CopyCheck.Standing batch() throws SQLException {
        CopyCheck.Standing before = CopyCheck.standing(work.session(), copy);
        if (!before.begun()) {
            work.session().execute(copy.empty());
        }
        try (Statement statement = work.session().connection().createStatement();
                ResultSet row = statement.executeQuery(copy.batch(!before.begun(), size.rows()))) {
            row.next();
            return new CopyCheck.Standing(true, row.getLong(1), row.getBoolean(2));
        }
    }

    private long again() throws SQLException {
        try (Statement statement = work.session().connection().createStatement();
                ResultSet row = statement.executeQuery(copy.again(size.rows()))) {
            row.next();
            return row.getLong(1);
        }
    }

    private interface Batch<T> {
        T copy() throws SQLException;
    }

    private <T> T timed(Batch<T> batch) throws StatementError, IOException, SQLException {
        long began = System.nanoTime();
        T result = retried(retries -> inTransaction(batch));
        size.took(Duration.ofNanos(System.nanoTime() - began));
        return result;
    }

    /** Nobody else acts meanwhile: the lock is taken once more for the transaction. */
    private <T> T inTransaction(Batch<T> batch) throws StatementError, SQLException {
        Session session = work.session();
        session.interrupts().begin();
        try {
            session.connection().setAutoCommit(false);
            work.ledger().requireUnmoved(session.connection());
            if (!work.lock().heldInTransaction()) {
                throw new FencedTransaction.LockLostException();
            }
            // Rows that a policy hides would be missing in silence; so it is an error.
            session.execute("SET LOCAL row_security = off");
            T result = batch.copy();
            session.connection().commit();
            session.connection().setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            throw new StatementError(null, e, false);
        } finally {
            session.interrupts().end();
        }
    }

    private void throttle(CopyNews news, long rows) throws StatementError, SQLException {
        try {
            if (!work.throttle().pause().isZero()) {
                Pause.exactly(work.throttle().pause());
            }
            for (Duration behind = lag.tooMuch(); !behind.isZero(); behind = lag.tooMuch()) {
                news.waits(rows, "waiting for a standby that is " + behind.toSeconds() + " s behind");
                Pause.exactly(LOOK_AGAIN);
            }
        } catch (InterruptedRunException e) {
            throw StatementError.interrupted(null);
        }
    }
}
