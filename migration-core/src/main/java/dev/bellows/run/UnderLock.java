package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.FencedException;
import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.Writer;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Failure;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Losses;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.StepResult;
import dev.bellows.model.UnreachableException;
import dev.bellows.model.Version;
import dev.bellows.plan.NewLedger;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.CannotQuarantineException;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.Phase;
import dev.bellows.sql.SqlSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What only the holder of the lock does: makes the ledger, runs, records. Closing it releases the lock. */
final class UnderLock implements AutoCloseable {
    private final Call call;
    private final Reading reading;
    private final String run = UUID.randomUUID().toString();
    private RunnerLock lock;
    private Neighbours neighbours = Neighbours.none();

    private UnderLock(Call call, Reading reading, RunnerLock lock) {
        this.call = call;
        this.reading = reading;
        this.lock = lock;
    }

    /**
     * Takes the lock, and reads the ledger again under it.
     *
     * @return null when {@code done} said meanwhile that there is nothing left to do
     */
    static @Nullable UnderLock unless(LockWait.Done done, Call call, Reading reading) {
        RunnerLock lock = new RunnerLock(reading.session(), reading.tables());
        LockWait wait =
                new LockWait(lock, call.listener(), call.settings().timeouts().runnerLock(), reading::report);
        if (!reading.asking(() -> wait.acquire(done))) {
            return null;
        }
        UnderLock ours = new UnderLock(call, reading, lock);
        try {
            reading.refresh();
            reading.requires().writable();
            return ours;
        } catch (RuntimeException e) {
            ours.close();
            throw e;
        }
    }

    /** Takes the lock, however long the settings let it wait, of a database that fits and a ledger that can be believed. */
    static UnderLock of(Call call, Reading reading) {
        reading.requires().fit();
        @Nullable UnderLock ours = unless(LockWait.Done.NEVER, call, reading);
        if (ours == null) {
            throw new IllegalStateException("nobody said that there was nothing to do");
        }
        return ours;
    }

    /** Makes the ledger's tables if there are none. */
    void createLedger() {
        create(reading.newLedger());
    }

    private void create(@Nullable NewLedger ledger) {
        if (ledger == null) {
            return;
        }
        Session session = reading.session();
        reading.asking(() -> {
            session.connection().setAutoCommit(false);
            try {
                create(session, ledger);
                session.connection().commit();
            } finally {
                session.rollback();
            }
            session.connection().setAutoCommit(true);
            return true;
        });
        reading.refresh();
    }

    private void create(Session session, NewLedger ledger) throws SQLException {
        session.interrupts().begin();
        try {
            Ledger.create(session.connection(), ledger.statements());
        } finally {
            session.interrupts().end();
        }
    }

    private Ledger ledger() {
        Session session = reading.session();
        @Nullable Version head = call.build().head();
        Writer writer = new Writer(
                run,
                session.server().role(),
                Host.name(),
                call.settings().toolVersion(),
                session.server().systemIdentifier(),
                head == null ? null : head.toString(),
                call.settings().release());
        return new Ledger(reading.tables(), writer, session.server().charset(), reading.state());
    }

    private Work work() {
        return new Work(
                call.dataSource(),
                reading.session(),
                lock,
                ledger(),
                call.settings().timeouts(),
                call.settings().throttle(),
                call.listener(),
                neighbours);
    }

    /**
     * Runs a plan, beginning with its ledger.
     *
     * @param attested why a person says that nothing old lives; null when nobody does
     */
    Report run(Plan plan, @Nullable String attested) {
        if (plan.newLedger() != null) {
            neighbours = reading.asking(() -> Neighbours.now(reading.session()));
        }
        create(plan.newLedger());
        reading.running();
        reading.watchQuarantine(plan);
        plan.leftOpen().forEach(this::withdraw);
        plan.leftCopies().stream().map(Stored::of).forEach(this::purge);
        // Before any DDL, so that a contract without its entry is a run that did not begin.
        plan.newlyHeld()
                .forEach(migration -> record(Draft.about(EventKind.HELD, migration)
                        .because(
                                migration.phase() == Phase.CONTRACT
                                        ? "apply --phase expand"
                                        : "waits behind a contract that is passed over")));
        plan.stoodFor().forEach(baseline -> record(Drafts.standsFor(baseline)));
        CommitDoubt doubt = new CommitDoubt(call.dataSource(), call.settings());
        Runner runner = new Runner(
                work(),
                new Gatekeeper(call.settings(), attested),
                reading::heldBefore,
                doubt,
                call.restorePoints(),
                this::lastReport);
        try {
            List<StepResult> ran = runner.run(plan);
            goOnWith(runner.work());
            reading.alsoHeld(runner.held());
            reading.refreshAfterwards();
            return reading.report(ran);
        } finally {
            goOnWith(runner.work());
        }
    }

    /** We hold the lock, so whoever opened it is gone. */
    private void withdraw(Entry opening) {
        record(Draft.about(EventKind.WITHDRAWN, opening).because("the next run's build has no such contract"));
        call.listener()
                .on(new Progress.Notice("the gate of " + opening.label()
                        + " is closed again: a run that ended had left it open, and it is no contract of this build"));
    }

    private void goOnWith(Work work) {
        reading.goOnWith(work.session());
        lock = work.lock();
    }

    private Report lastReport(Work work, List<StepResult> ran) {
        goOnWith(work);
        return reading.lastReport(ran);
    }

    /** What the plan's downs would destroy. */
    Losses losses(Plan plan) {
        LossTrial trial = new LossTrial(work());
        return reading.asking(() -> {
            try {
                return trial.of(plan.steps());
            } catch (StatementError e) {
                if (!reading.session().alive()) {
                    throw e.error();
                }
                if (e.interrupted()) {
                    throw new InterruptedRunException(
                            "interrupted while looking for what would be lost; nothing was run", reading.report(), e);
                }
                Failure failure = Failures.of(
                        trial.step(), e.shown(), 0, e.told(), Failures.next(e.told(), trial.step(), e.limited()));
                throw new StatementFailedException(
                        failure, reading.report().failed(failure), Failures.cause(e.statement(), e.error()));
            } catch (CannotQuarantineException e) {
                Step step = trial.step();
                throw new RefusedException(
                        List.of(Refusal.at(
                                "cannot-quarantine",
                                step.migration().label(),
                                step.script().name(),
                                0,
                                String.valueOf(e.getMessage()),
                                e.next())),
                        reading.report());
            } catch (IOException | SqlSyntaxException e) {
                throw new RefusedException(
                        List.of(Unreadable.refusal(trial.step(), e, "bellows down")), reading.report());
            }
        });
    }

    /** Throws something away; what PostgreSQL refuses is told. */
    void purge(Stored stored) {
        atQuarantine("purge", List.of(stored), work -> {
            new Purging(work, stored, work.timeouts().maxBlocking()).purge();
            return true;
        });
    }

    /**
     * Brings things back; what PostgreSQL refuses is told.
     *
     * @param consent given for each what did not come with it
     * @return the same
     */
    List<List<String>> restore(List<Stored> things, Predicate<List<List<String>>> consent) {
        return atQuarantine("restore", things, work -> new Restoring(work, things, consent).run());
    }

    private <T> T atQuarantine(String verb, List<Stored> things, AtQuarantine<T> doing) {
        Work work = work();
        T result = reading.asking(() -> {
            try {
                return doing.with(work);
            } catch (StatementError e) {
                if (!reading.session().alive()) {
                    throw e.error();
                }
                if (e.interrupted()) {
                    throw new InterruptedRunException(
                            "interrupted; " + QuarantineTroubles.objects(things) + " waits as before",
                            reading.report(),
                            e);
                }
                throw new RefusedException(
                        List.of(QuarantineTroubles.refusal(verb, things, e.error(), QuarantineCalls.stored(reading))),
                        reading.report());
            } catch (RefusedException e) {
                throw new RefusedException(e.report().refusals(), reading.report());
            } catch (Restoring.NoAnswerException e) {
                throw new NotInTimeException(String.valueOf(e.getMessage()), reading.report(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (FencedException | FencedTransaction.LockLostException e) {
                throw new NotInTimeException(
                        e.getMessage() + "; nothing was changed; next: run again", reading.report(), e);
            } catch (FencedTransaction.CommitInDoubtException e) {
                throw new UnreachableException(
                        "the connection broke before the reply to COMMIT came; next: see whether it was done: bellows quarantine",
                        reading.report(),
                        e);
            }
        });
        reading.refreshAfterwards();
        return result;
    }

    private interface AtQuarantine<T> {
        T with(Work work) throws StatementError, IOException, SQLException;
    }

    /** Writes one entry. */
    void record(Draft draft) {
        recording(() -> FencedTransaction.record(work(), "recording", draft));
    }

    /** Writes entries, all or none; what they are is found in their transaction. */
    void recordAll(FencedTransaction.Drafting drafting) {
        recording(() -> FencedTransaction.recordAll(work(), "recording", drafting));
    }

    private interface Writing {
        void write() throws SQLException;
    }

    private void recording(Writing writing) {
        reading.asking(() -> {
            try {
                writing.write();
            } catch (FencedException | FencedTransaction.LockLostException e) {
                throw new NotInTimeException(
                        e.getMessage() + "; nothing was recorded; next: run again", reading.report(), e);
            } catch (FencedTransaction.CommitInDoubtException e) {
                throw new UnreachableException(
                        "the connection broke before the reply to COMMIT came; next: see whether it was recorded: bellows status",
                        reading.report(),
                        e);
            }
            return true;
        });
        reading.refreshAfterwards();
    }

    @Override
    public void close() {
        Session session = reading.session();
        try {
            session.rollback();
            lock.release();
        } catch (SQLException e) {
            // The session is ending anyway; with it goes the lock.
            Closing.abort(session.connection());
        }
    }
}
