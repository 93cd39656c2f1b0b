package dev.bellows.plan;

import dev.bellows.model.Migration;
import dev.bellows.model.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would run, in order, or why nothing will.
 *
 * @param position of the ledger that this was made from: the fence of its first transaction
 * @param head the highest version of this build; null when it ships none
 * @param steps nothing runs that is not here
 * @param held contracts that are passed over
 * @param newlyHeld those of them that have no entry about it yet
 * @param refusals nothing runs while there are any
 * @param notices what a person should know
 * @param current whether every expand of this build is applied already
 */
public record Plan(
        long position,
        @Nullable String head,
        List<Step> steps,
        List<Migration> held,
        List<Migration> newlyHeld,
        List<Refusal> refusals,
        List<String> notices,
        boolean current) {
    public Plan {
        steps = List.copyOf(steps);
        held = List.copyOf(held);
        newlyHeld = List.copyOf(newlyHeld);
        refusals = List.copyOf(refusals);
        notices = List.copyOf(notices);
    }

    /** Whether there is nothing to run, to record or to refuse. */
    public boolean nothingToDo() {
        return steps.isEmpty() && newlyHeld.isEmpty() && refusals.isEmpty();
    }
}
