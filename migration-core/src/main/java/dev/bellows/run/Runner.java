package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.FencedException;
import dev.bellows.model.EventKind;
import dev.bellows.model.Held;
import dev.bellows.model.Holder;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.StepResult;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.BatchedCopy;
import dev.bellows.quarantine.CannotQuarantineException;
import dev.bellows.quarantine.Copies;
import dev.bellows.sql.SqlSyntaxException;
import java.io.IOException;
import java.sql.SQLException;
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
    private final Endings endings;
    private final MakingRestorePoint restorePoint;
    private final List<Held> held = new ArrayList<>();
    private final Waiting waiting = new Waiting();
    private final LeftWaiting leftWaiting = new LeftWaiting();
    private Work work;
    private Copies copies = Copies.NONE;

    /**
     * A runner.
     *
     * @param heldBefore whether the ledger says already that a migration was passed over
     * @param doubt who finds out what became of a COMMIT without a reply
     * @param restorePoints who makes them, and before what; null where nobody does
     * @param reporter makes the report so far
     */
    Runner(
            Work work,
            Gatekeeper gatekeeper,
            Predicate<Migration> heldBefore,
            CommitDoubt doubt,
            @Nullable RestorePoints restorePoints,
            BiFunction<Work, List<StepResult>, Report> reporter) {
        this.work = work;
        this.gatekeeper = gatekeeper;
        this.heldBefore = heldBefore;
        this.doubt = doubt;
        this.restorePoint = new MakingRestorePoint(restorePoints);
        this.endings = new Endings(this::work, gatekeeper, reporter);
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
                throw endings.interruptedBefore(step);
            }
            // Of what came back before it is said already.
            if (step.statements() == 0 && !(step.script() instanceof OwnScript)) {
                work.listener()
                        .on(new Progress.Notice(step.script().name() + " holds no statement; it is recorded as "
                                + (step.down() ? "reverted" : "applied")));
            }
            long began = System.nanoTime();
            work.listener()
                    .on(new Progress.StepStarted(
                            step.migration(), i + 1, plan.steps().size()));
            if (mayRun(step, plan.steps().subList(i, plan.steps().size()), began)) {
                run(step, began);
            }
        }
        return endings.results();
    }

    /**
     * Whether its gate is open, no contract is held that has to do with the same objects, and there is something to go back to.
     *
     * @param rest the steps from this one on
     */
    private boolean mayRun(Step step, List<Step> rest, long began) {
        @Nullable MigrationLabel before = waiting.before(step);
        if (before != null) {
            held.add(Held.behind(step.migration().label(), before));
            if (Waiting.recordable(step) && !heldBefore.test(step.migration())) {
                endings.record(Draft.about(EventKind.HELD, step.migration()).because("waits behind " + before));
            }
            endings.finish(step, StepResult.Outcome.HELD, step.done(), began);
            return false;
        }
        return secured(step, rest, began) && prepared(step, began) && (!step.gated() || opened(step, began));
    }

    /** Makes the restore point that is still missing. Where the gate would not open now, there is nothing to make one for. */
    private boolean secured(Step step, List<Step> rest, long began) {
        if (!restorePoint.missing(step)) {
            return true;
        }
        return attempt(step, null, false, began, () -> {
            List<Holder> holders =
                    step.gated() ? gatekeeper.seen(work.session(), work.ledger().tables(), step) : List.of();
            if (!holders.isEmpty()) {
                hold(step, holders, step.done(), began);
                return false;
            }
            try {
                restorePoint.make(
                        work,
                        step,
                        rest.stream().map(each -> each.migration().label()).toList());
                return true;
            } catch (InterruptedException e) {
                throw endings.interruptedAtRestorePoint(step, e);
            } catch (RefusedException e) {
                if (step.gated()) {
                    gatekeeper.withdrawIfOpen(work, step, "no restore point could be made");
                }
                throw e;
            }
        });
    }

    /**
     * Copies what is too big for the step's own transaction. It breaks nothing, and takes its time: the gate, which keeps old
     * builds out, is not opened for it yet. Where the gate would not open now, no copy is begun that would slow writes meanwhile.
     */
    private boolean prepared(Step step, long began) {
        copies = Copies.NONE;
        return attempt(step, null, true, began, () -> {
            Preparing preparing = new Preparing(work, step);
            List<BatchedCopy> needed = preparing.needed(endings.results().isEmpty());
            if (needed.isEmpty()) {
                return true;
            }
            List<Holder> holders =
                    step.gated() ? gatekeeper.seen(work.session(), work.ledger().tables(), step) : List.of();
            if (!holders.isEmpty()) {
                hold(step, holders, step.done(), began);
                return false;
            }
            copies = preparing.run(needed);
            return true;
        });
    }

    private boolean opened(Step step, long began) {
        try {
            List<Holder> holders = gatekeeper.open(work, step);
            if (holders.isEmpty()) {
                work.listener().on(new Progress.GateOpened(step.migration()));
                return true;
            }
            hold(step, holders, step.done(), began);
            return false;
        } catch (FencedTransaction.CommitInDoubtException e) {
            CommitDoubt.Outcome outcome = doubt.settle(work, e, endings.report());
            work = outcome.work();
            return outcome.committed() || opened(step, began);
        } catch (FencedException | FencedTransaction.LockLostException e) {
            throw endings.fenced(step, e);
        } catch (SQLException e) {
            throw endings.failed(step, null, false, new StatementError(null, e, false), began);
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
        if (step.gate() != Step.Gate.HELD && done == 0 && !step.inDoubt() && !withdrawn) {
            endings.record(Draft.about(EventKind.HELD, step.migration()).because(why.because()));
        }
        endings.finish(step, StepResult.Outcome.HELD, done, began);
    }

    private void run(Step step, long began) {
        @Nullable
        StatementwiseStep statementwise =
                step.transactional() ? null : new StatementwiseStep(work, step, gatekeeper, copies);
        attempt(step, statementwise, false, began, () -> {
            leftWaiting.before(work, step);
            boolean mayBringBack = leftWaiting.concerns(step);
            @Nullable
            NewTablesStep newTables = statementwise == null && !mayBringBack ? NewTablesStep.of(work, step) : null;
            if (statementwise != null) {
                work.session().sweep();
                work.session().used();
                statementwise.run();
                // The next one may be a transaction, which sweeps where it begins and ends.
                work.session().sweep();
            } else if (newTables == null || !newTables.run()) {
                work.session().used();
                new TransactionalStep(work, step, gatekeeper, copies).run();
            }
            endings.finish(step, began);
            leftWaiting.after(work, step);
            return true;
        });
    }

    /** Something of a step; says whether the step may go on. */
    private interface Attempt {
        boolean run() throws StatementError, IOException, SQLException;
    }

    private boolean attempt(
            Step step, @Nullable StatementwiseStep statementwise, boolean preparing, long began, Attempt attempt) {
        try {
            return attempt.run();
        } catch (FencedTransaction.CommitInDoubtException e) {
            return settle(step, e, began);
        } catch (StatementError e) {
            throw endings.failed(step, statementwise, preparing, e, began);
        } catch (CannotQuarantineException e) {
            if (step.gated()) {
                gatekeeper.withdrawIfOpen(work, step, "what it drops cannot be kept");
            }
            throw endings.refused("cannot-quarantine", step, String.valueOf(e.getMessage()), e.next());
        } catch (Neighbours.GoneException e) {
            throw endings.refused("not-empty", step, String.valueOf(e.getMessage()), e.next());
        } catch (RefusedException e) {
            throw new RefusedException(e.report().refusals(), endings.report());
        } catch (FencedException | FencedTransaction.LockLostException e) {
            throw endings.fenced(step, e);
        } catch (GateClosedException e) {
            hold(step, e.holders(), statementwise == null ? 0 : statementwise.done(), began);
            return false;
        } catch (SqlSyntaxException | IOException e) {
            throw endings.unreadable(step, e);
        } catch (SQLException e) {
            // Also with a session that lives: what surrounds the statements was refused, and would be again.
            throw endings.failed(step, statementwise, preparing, new StatementError(null, e, false), began);
        }
    }

    /** The reply to COMMIT never came: a new session reads the ledger, and the run goes on from what that says. */
    private boolean settle(Step step, FencedTransaction.CommitInDoubtException e, long began) {
        CommitDoubt.Outcome outcome = doubt.settle(work, e, endings.report());
        work = outcome.work();
        if (e.entry().event() == EventKind.RESTORE_POINT) {
            return attempt(step, null, false, began, () -> {
                if (outcome.committed()) {
                    restorePoint.told(work, step);
                } else {
                    restorePoint.record(work, step);
                }
                return true;
            });
        }
        if (e.entry().event() == EventKind.COPYING || e.entry().event() == EventKind.PURGED) {
            // Nothing of the step itself has begun: whether or not this was done, it is found again.
            return prepared(step, began);
        }
        if (e.entry().event() == EventKind.RESTORED) {
            // All statements were done before; what came back after them is there, or is brought back now.
            return attempt(step, null, false, began, () -> {
                new StatementwiseStep(work, step, gatekeeper, copies).comeBack();
                endings.finish(step, began);
                return true;
            });
        }
        if (!outcome.committed()) {
            throw endings.notCommitted(step, e);
        }
        if (e.entry().complete()) {
            endings.finish(step, began);
        } else {
            // An announced statement had not been sent when its announcement was committed: nothing is in doubt.
            Integer done = e.entry().done();
            run(step.from(done == null ? 0 : done), began);
        }
        return true;
    }
}
