package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.BellowsException;
import dev.bellows.model.Failure;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Script;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.StepResult;
import dev.bellows.model.UnreachableException;
import dev.bellows.plan.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How steps end: each with a result; one that fails also with an entry, and with an exception that says what stands. */
final class Endings {
    private final Supplier<Work> work;
    private final Gatekeeper gatekeeper;
    private final BiFunction<Work, List<StepResult>, Report> reporter;
    private final List<StepResult> results = new ArrayList<>();

    /**
     * The endings of a run.
     *
     * @param work what the runner works with by then
     * @param reporter makes the report so far
     */
    Endings(Supplier<Work> work, Gatekeeper gatekeeper, BiFunction<Work, List<StepResult>, Report> reporter) {
        this.work = work;
        this.gatekeeper = gatekeeper;
        this.reporter = reporter;
    }

    /** What became of the steps so far, in order. */
    List<StepResult> results() {
        return results;
    }

    /** The report so far. */
    Report report() {
        return reporter.apply(work.get(), results);
    }

    void finish(Step step, StepResult.Outcome outcome, int done, long began) {
        StepResult result = StepResult.of(
                step.migration(), outcome, done, step.statements(), Duration.ofNanos(System.nanoTime() - began));
        results.add(result);
        work.get().listener().on(new Progress.StepFinished(result));
    }

    /** All of it is in the database. */
    void finish(Step step, long began) {
        finish(step, step.down() ? StepResult.Outcome.REVERTED : StepResult.Outcome.APPLIED, step.statements(), began);
    }

    /** Nothing of it was begun, so nothing failed. */
    InterruptedRunException interruptedBefore(Step step) {
        return new InterruptedRunException(
                "interrupted before " + step.migration().label() + " began; " + again(step), report());
    }

    /** Likewise while there was made what a run can go back to. */
    InterruptedRunException interruptedAtRestorePoint(Step step, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InterruptedRunException(
                "interrupted while a restore point was made; "
                        + step.migration().label() + " was not begun; " + again(step),
                report(),
                e);
    }

    NotInTimeException fenced(Step step, RuntimeException e) {
        LeftCopies left = LeftCopies.of(work.get(), step);
        return new NotInTimeException(
                e.getMessage() + "; " + step.migration().label() + " did not go on" + left.sentence() + "; "
                        + again(step) + left.next(),
                report(),
                e);
    }

    RefusedException refused(String code, Step step, String cause, String next) {
        return new RefusedException(
                List.of(Refusal.of(code, step.migration().label(), step.script().name(), cause, next)), report());
    }

    RefusedException unreadable(Step step, Exception e) {
        return new RefusedException(
                List.of(Unreadable.refusal(step, e, step.down() ? "bellows down" : "bellows apply")), report());
    }

    /** The connection broke at COMMIT, and nothing of its transaction is there. */
    UnreachableException notCommitted(Step step, Exception e) {
        LeftCopies left = LeftCopies.of(work.get(), step);
        return new UnreachableException(
                "the connection broke at the end of " + step.migration().label()
                        + "; nothing of that transaction is in the database" + left.sentence() + "; " + again(step)
                        + left.next(),
                report(),
                e);
    }

    /**
     * A statement failed, or what surrounds it.
     *
     * @param statementwise what runs the step, where each statement has a transaction of its own
     * @param preparing whether it was still being prepared: a column was copied
     */
    BellowsException failed(
            Step step, @Nullable StatementwiseStep statementwise, boolean preparing, StatementError e, long began) {
        if (!work.get().session().alive()) {
            return lost(step, statementwise, preparing, e.error());
        }
        LeftCopies left = LeftCopies.of(work.get(), step);
        int done = statementwise == null ? 0 : statementwise.done();
        String next = next(work.get(), step, preparing, e, left);
        @Nullable Script check = e.check();
        Failure failure = left.in(
                check == null || e.statement() == null
                        ? Failures.of(step, e.shown(), done, e.told(), next)
                        : Failures.ofCheck(step.migration().label(), check, e.statement(), done, e.told(), next));
        if (step.gated() && done == 0) {
            gatekeeper.withdrawIfOpen(work.get(), step, "it failed: " + failure.sqlState());
        }
        // What failed is not the migration of that version, and nothing of it is there.
        if (!step.migration().isBaseline()) {
            record(left.in(Drafts.failed(
                    step,
                    failure,
                    Failures.forLedger(failure, e.error()),
                    statementwise == null ? null : statementwise.prefixChecksum(),
                    Duration.ofNanos(System.nanoTime() - began))));
        }
        finish(step, StepResult.Outcome.FAILED, done, began);
        Report report = report().failed(failure);
        SQLException cause = Failures.cause(e.statement(), e.error());
        return e.interrupted()
                ? new InterruptedRunException(
                        "interrupted during " + step.migration().label() + "; " + kept(step, statementwise)
                                + left.sentence() + "; " + again(step) + left.next(),
                        report,
                        cause)
                : new StatementFailedException(failure, report, cause);
    }

    private static String next(Work work, Step step, boolean preparing, StatementError e, LeftCopies left) {
        if (e.check() != null) {
            return Checking.next(e.told(), step, e.limited());
        }
        if (preparing) {
            return Failures.nextOfCopy(e.error(), step, e.limited());
        }
        @Nullable
        String tooMuch = left.tooMuchWritten(e, BlockingLimit.of(step), step.down() ? "bellows down" : "bellows apply");
        return tooMuch == null
                ? Failures.next(e.told(), step, e.limited()) + AgainAfterDown.next(work, step, e)
                : tooMuch;
    }

    private BellowsException lost(
            Step step, @Nullable StatementwiseStep statementwise, boolean preparing, SQLException e) {
        // The driver hangs up when a setting changes under it: DateStyle, client_encoding.
        boolean driver = String.valueOf(e.getMessage()).contains("JDBC driver requires");
        String next = driver ? "next: remove that SET: the driver needs the setting as it is" : again(step);
        // Nobody can be asked how far it was.
        String copied =
                preparing && Preparing.planned(step) ? "; what was copied beforehand stays, and is gone on with" : "";
        String message = "the connection was lost during " + step.migration().label() + " ("
                + work.get().session().lostBecause(e) + "); " + kept(step, statementwise) + copied + "; " + next;
        // An interrupt closes the socket under a virtual thread.
        return Interrupts.pending()
                ? new InterruptedRunException(message, report(), e)
                : new UnreachableException(message, report(), e);
    }

    private static String kept(Step step, @Nullable StatementwiseStep statementwise) {
        return statementwise == null
                ? "nothing of it is in the database"
                : statementwise.done() + " of its " + step.statements() + " statements are recorded as done";
    }

    private static String again(Step step) {
        return "next: " + (step.down() ? "bellows down" : "bellows apply");
    }

    /** An entry alone; where even that fails, the failure itself is what matters. */
    void record(Draft draft) {
        Session session = work.get().session();
        try {
            session.rollback();
            // Whoever locks the head here does it by hand: the failure must be told, even where it cannot be recorded.
            session.execute(session.resetSql() + "; SET lock_timeout = '5s'");
            FencedTransaction.record(work.get(), "recording", draft);
        } catch (SQLException | RuntimeException e) {
            work.get()
                    .listener()
                    .on(new Progress.Notice("the ledger could not record '"
                            + draft.event().word() + "': " + Messages.firstLine(e.getMessage())));
        }
    }
}
