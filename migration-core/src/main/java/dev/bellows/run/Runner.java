package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.FencedException;
import dev.bellows.model.BellowsException;
import dev.bellows.model.EventKind;
import dev.bellows.model.Failure;
import dev.bellows.model.Held;
import dev.bellows.model.Holder;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.StepResult;
import dev.bellows.model.UnreachableException;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.sql.SqlSyntaxException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs a plan's steps, in order: the only code that runs migrations. */
final class Runner {
    private final Predicate<Migration> heldBefore;
    private final CommitDoubt doubt;
    private final Gatekeeper gatekeeper;
    private final BiFunction<Work, List<StepResult>, Report> reporter;
    private final List<StepResult> results = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final Waiting waiting = new Waiting();
    private Work work;

    /**
     * A runner.
     *
     * @param heldBefore whether the ledger says already that a migration was passed over
     * @param doubt who finds out what became of a COMMIT without a reply
     * @param reporter makes the report so far
     */
    Runner(
            Work work,
            Gatekeeper gatekeeper,
            Predicate<Migration> heldBefore,
            CommitDoubt doubt,
            BiFunction<Work, List<StepResult>, Report> reporter) {
        this.work = work;
        this.gatekeeper = gatekeeper;
        this.heldBefore = heldBefore;
        this.doubt = doubt;
        this.reporter = reporter;
    }

    /** What the runner works with now: another session than at first, where a reply to COMMIT was lost. */
    Work work() {
        return work;
    }

    /** What gates held, and what waits behind it, in order. */
    List<Held> held() {
        return held;
    }

    /** Runs all steps; stops at the first that fails. */
    List<StepResult> run(Plan plan) {
        work.listener().on(new Progress.Planned(plan.steps().size()));
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            if (Interrupts.pending()) {
                // Nothing of it was begun, so nothing failed.
                throw new InterruptedRunException(
                        "interrupted before " + step.migration().label() + " began; " + again(step),
                        reporter.apply(work, results));
            }
            if (step.statements() == 0) {
                work.listener()
                        .on(new Progress.Notice(step.script().name() + " holds no statement; it is recorded as "
                                + (step.down() ? "reverted" : "applied")));
            }
            work.listener()
                    .on(new Progress.StepStarted(
                            step.migration(), i + 1, plan.steps().size()));
            if (mayRun(step)) {
                run(step);
            }
        }
        return results;
    }

    /** Whether its gate is open, and no contract is held that has to do with the same objects. */
    private boolean mayRun(Step step) {
        @Nullable MigrationLabel before = waiting.before(step);
        if (before != null) {
            held.add(Held.behind(step.migration().label(), before));
            if (Waiting.recordable(step) && !heldBefore.test(step.migration())) {
                record(Draft.about(EventKind.HELD, step.migration()).because("waits behind " + before));
            }
            finish(step, StepResult.Outcome.HELD, step.done(), System.nanoTime());
            return false;
        }
        return !step.gated() || opened(step);
    }

    private boolean opened(Step step) {
        long began = System.nanoTime();
        try {
            List<Holder> holders = gatekeeper.open(work, step);
            if (holders.isEmpty()) {
                work.listener().on(new Progress.GateOpened(step.migration()));
                return true;
            }
            hold(step, holders, step.done(), began);
            return false;
        } catch (FencedTransaction.CommitInDoubtException e) {
            CommitDoubt.Outcome outcome = doubt.settle(work, e, reporter.apply(work, results));
            work = outcome.work();
            return outcome.committed() || opened(step);
        } catch (FencedException | FencedTransaction.LockLostException e) {
            throw fenced(step, e);
        } catch (SQLException e) {
            throw failed(step, null, new StatementError(null, e, false), began);
        }
    }

    /** Whoever holds a contract is told, and the ledger keeps that it was passed over. */
    private void hold(Step step, List<Holder> holders, int done, long began) {
        Held why = Held.contract(
                step.migration().label(), Gatekeeper.contract(step.migration()).after(), holders);
        held.add(why);
        waiting.behind(step.migration());
        work.listener().on(new Progress.GateHeld(step.migration(), holders));
        boolean withdrawn = done == 0 && !step.inDoubt() && gatekeeper.withdrawIfOpen(work, step, why.because());
        if (step.gate() == Step.Gate.UNASKED && done == 0 && !step.inDoubt() && !withdrawn) {
            record(Draft.about(EventKind.HELD, step.migration()).because(why.because()));
        }
        finish(step, StepResult.Outcome.HELD, done, began);
    }

    private NotInTimeException fenced(Step step, RuntimeException e) {
        return new NotInTimeException(
                e.getMessage() + "; " + step.migration().label() + " did not go on; " + again(step),
                reporter.apply(work, results),
                e);
    }

    private void run(Step step) {
        long began = System.nanoTime();
        @Nullable
        StatementwiseStep statementwise = step.transactional() ? null : new StatementwiseStep(work, step, gatekeeper);
        try {
            work.session().sweep();
            if (statementwise == null) {
                new TransactionalStep(work, step, gatekeeper).run();
            } else {
                statementwise.run();
            }
            finish(
                    step,
                    step.down() ? StepResult.Outcome.REVERTED : StepResult.Outcome.APPLIED,
                    step.statements(),
                    began);
        } catch (FencedTransaction.CommitInDoubtException e) {
            settle(step, e, began);
        } catch (StatementError e) {
            throw failed(step, statementwise, e, began);
        } catch (RefusedException e) {
            throw new RefusedException(e.report().refusals(), reporter.apply(work, results));
        } catch (FencedException | FencedTransaction.LockLostException e) {
            throw fenced(step, e);
        } catch (GateClosedException e) {
            hold(step, e.holders(), statementwise == null ? 0 : statementwise.done(), began);
        } catch (SqlSyntaxException | IOException e) {
            String cause = e.getMessage() == null ? "it cannot be read" : e.getMessage();
            throw refused("unreadable-file", step, cause, "make the file readable and leave it alone; " + again(step));
        } catch (SQLException e) {
            // Also with a session that lives: what surrounds the statements was refused, and would be again.
            throw failed(step, statementwise, new StatementError(null, e, false), began);
        }
    }

    private RefusedException refused(String code, Step step, String cause, String next) {
        return new RefusedException(
                List.of(Refusal.of(code, step.migration().label(), step.script().name(), cause, next)),
                reporter.apply(work, results));
    }

    private static String again(Step step) {
        return "next: " + (step.down() ? "bellows down" : "bellows apply");
    }

    private void finish(Step step, StepResult.Outcome outcome, int done, long began) {
        StepResult result = StepResult.of(
                step.migration(), outcome, done, step.statements(), Duration.ofNanos(System.nanoTime() - began));
        results.add(result);
        work.listener().on(new Progress.StepFinished(result));
    }

    /** The reply to COMMIT never came: a new session reads the ledger, and the run goes on from what that says. */
    private void settle(Step step, FencedTransaction.CommitInDoubtException e, long began) {
        CommitDoubt.Outcome outcome = doubt.settle(work, e, reporter.apply(work, results));
        work = outcome.work();
        if (!outcome.committed()) {
            throw new UnreachableException(
                    "the connection broke at the end of " + step.migration().label()
                            + "; nothing of that transaction is in the database; " + again(step),
                    reporter.apply(work, results),
                    e);
        }
        if (e.entry().complete()) {
            finish(
                    step,
                    step.down() ? StepResult.Outcome.REVERTED : StepResult.Outcome.APPLIED,
                    step.statements(),
                    began);
        } else {
            // An announced statement had not been sent when its announcement was committed: nothing is in doubt.
            Integer done = e.entry().done();
            run(step.from(done == null ? 0 : done));
        }
    }

    private BellowsException failed(
            Step step, @Nullable StatementwiseStep statementwise, StatementError e, long began) {
        if (!work.session().alive()) {
            return lost(step, statementwise, e.error());
        }
        int done = statementwise == null ? 0 : statementwise.done();
        Failure failure =
                Failures.of(step, e.statement(), done, e.error(), Failures.next(e.error(), step, e.limited()));
        if (step.gated() && done == 0) {
            gatekeeper.withdrawIfOpen(work, step, "it failed: " + failure.sqlState());
        }
        record(Drafts.failed(
                step,
                failure,
                Failures.forLedger(failure, e.error()),
                statementwise == null ? null : statementwise.prefixChecksum(),
                Duration.ofNanos(System.nanoTime() - began)));
        finish(step, StepResult.Outcome.FAILED, done, began);
        Report report = reporter.apply(work, results).failed(failure);
        SQLException cause = Failures.cause(e.statement(), e.error());
        return e.interrupted()
                ? new InterruptedRunException(
                        "interrupted during " + step.migration().label() + "; " + kept(step, statementwise) + "; "
                                + again(step),
                        report,
                        cause)
                : new StatementFailedException(failure, report, cause);
    }

    private BellowsException lost(Step step, @Nullable StatementwiseStep statementwise, SQLException e) {
        // The driver hangs up when a setting changes under it: DateStyle, client_encoding.
        boolean driver = String.valueOf(e.getMessage()).contains("JDBC driver requires");
        String next = driver ? "next: remove that SET: the driver needs the setting as it is" : again(step);
        String message = "the connection was lost during " + step.migration().label() + " ("
                + Messages.firstLine(e.getMessage()) + "); " + kept(step, statementwise) + "; " + next;
        Report report = reporter.apply(work, results);
        // An interrupt closes the socket under a virtual thread.
        return Interrupts.pending()
                ? new InterruptedRunException(message, report, e)
                : new UnreachableException(message, report, e);
    }

    private static String kept(Step step, @Nullable StatementwiseStep statementwise) {
        return statementwise == null
                ? "nothing of it is in the database"
                : statementwise.done() + " of its " + step.statements() + " statements are recorded as done";
    }

    /** An entry alone; where even that fails, the failure itself is what matters. */
    private void record(Draft draft) {
        try {
            work.session().rollback();
            // Whoever locks the head here does it by hand: the failure must be told, even where it cannot be recorded.
            work.session().execute(work.session().resetSql() + "; SET lock_timeout = '5s'");
            FencedTransaction.record(work, "recording", draft);
        } catch (SQLException | RuntimeException e) {
            work.listener()
                    .on(new Progress.Notice("the ledger could not record '"
                            + draft.event().word() + "': " + Messages.firstLine(e.getMessage())));
        }
    }
}
