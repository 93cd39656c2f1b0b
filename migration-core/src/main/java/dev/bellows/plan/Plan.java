package dev.bellows.plan;

import dev.bellows.model.Entry;
import dev.bellows.model.Held;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.Refusal;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.RestorePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What would run, in order, or why nothing will. Nothing runs that is not here, beside entries in the ledger: one for each
 * step, statement or failure, one for each migration that is newly held, and one for each gate that was left open.
 *
 * @param position of the ledger that this was made from: the fence of its first transaction
 * @param head the highest version of this build; null when it ships none
 * @param newLedger how the ledger is made first; null when there is one, or nothing would be recorded
 * @param steps the migrations that run
 * @param held contracts that are passed over
 * @param behind what waits behind one of those, as it has to do with the same objects
 * @param newlyHeld those of both that have no entry about it yet, and get one
 * @param stoodFor the baselines that stand for what is applied already; the ledger is to say so
 * @param leftOpen the openings of gates that a run which ended left open, for contracts that this build does not ship; they are
 *     closed again
 * @param leftCopies in batches that nothing of this build wants any more; they are given up
 * @param makesRestorePoint before which migration a restore point is made, if its gate opens; null when none is
 * @param restorePoint the newest one from before all that a down reverts was applied; null when there is none
 * @param refusals nothing runs while there are any
 * @param notices what a person should know
 * @param current whether every expand of this build is applied already
 */
public record Plan(
        long position,
        @Nullable String head,
        @Nullable NewLedger newLedger,
        List<Step> steps,
        List<Migration> held,
        List<Held> behind,
        List<Migration> newlyHeld,
        List<Migration> stoodFor,
        List<Entry> leftOpen,
        List<OpenCopy> leftCopies,
        @Nullable MigrationLabel makesRestorePoint,
        @Nullable RestorePoint restorePoint,
        List<Refusal> refusals,
        List<String> notices,
        boolean current) {
    public Plan {
        steps = List.copyOf(steps);
        held = List.copyOf(held);
        behind = List.copyOf(behind);
        newlyHeld = List.copyOf(newlyHeld);
        stoodFor = List.copyOf(stoodFor);
        leftOpen = List.copyOf(leftOpen);
        leftCopies = List.copyOf(leftCopies);
        refusals = List.copyOf(refusals);
        notices = List.copyOf(notices);
    }

    /** The same with what a database that was asked says of its steps. */
    public Plan asked(List<Step> found, List<String> more) {
        return new Plan(
                position,
                head,
                newLedger,
                found,
                held,
                behind,
                newlyHeld,
                stoodFor,
                leftOpen,
                leftCopies,
                makesRestorePoint,
                restorePoint,
                refusals,
                Stream.concat(notices.stream(), more.stream()).toList(),
                current);
    }

    /**
     * The same without these steps, which wait behind a contract that is passed over.
     *
     * @param newly those of them that have no entry about it yet
     */
    public Plan waiting(List<Step> steps, List<Held> waiting, List<Migration> newly) {
        List<Step> rest = new ArrayList<>(this.steps);
        rest.removeAll(steps);
        List<Migration> recorded =
                Stream.concat(newlyHeld.stream(), newly.stream()).toList();
        return new Plan(
                position,
                head,
                newLedger,
                rest,
                held,
                waiting,
                recorded,
                stoodFor,
                leftOpen,
                leftCopies,
                makesRestorePoint,
                restorePoint,
                refusals,
                notices,
                current);
    }

    /**
     * The same with what there is to go back to.
     *
     * @param maker makes what of it this run makes; null where nobody does
     * @param entries of the ledger, in order
     */
    public Plan secured(@Nullable RestorePoints maker, List<Entry> entries) {
        return new Plan(
                position,
                head,
                newLedger,
                steps,
                held,
                behind,
                newlyHeld,
                stoodFor,
                leftOpen,
                leftCopies,
                steps.stream()
                        .filter(step -> maker != null && step.asksFor(maker))
                        .map(step -> step.migration().label())
                        .findFirst()
                        .orElse(null),
                RestorePoint.before(
                        steps.stream()
                                .filter(Step::down)
                                .map(step -> step.migration().id())
                                .toList(),
                        entries),
                refusals,
                notices,
                current);
    }

    /** The same with nothing to run, for these reasons. */
    public Plan refused(List<Refusal> reasons) {
        return new Plan(
                position, head, null, List.of(), held, List.of(), List.of(), List.of(), List.of(), List.of(), null,
                null, reasons, notices, current);
    }

    /** Whether there is nothing to run, to record or to refuse. */
    public boolean nothingToDo() {
        return steps.isEmpty()
                && newlyHeld.isEmpty()
                && stoodFor.isEmpty()
                && leftOpen.isEmpty()
                && leftCopies.isEmpty()
                && refusals.isEmpty();
    }
}
