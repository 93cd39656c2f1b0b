package dev.bellows.run;

import dev.bellows.model.Held;
import dev.bellows.model.Holder;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.plan.Foresight;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planner;
import dev.bellows.plan.Step;
import dev.bellows.plan.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a wish leaves to be done, as the ledger was last read; the reading reports what of it is held. */
final class Pending {
    private final Reading reading;
    private final Call call;
    private final Wish wish;

    Pending(Reading reading, Call call, Wish wish) {
        this.reading = reading;
        this.call = call;
        this.wish = wish;
    }

    /** What an apply would do. */
    Plan plan() {
        return Foresight.in(planned(), call.build(), call.settings(), reading.situation());
    }

    private Plan planned() {
        Plan plan = Waiting.in(
                Planner.apply(call.build(), call.settings(), wish, reading.situation()), reading::heldBefore);
        reading.held(Stream.concat(plan.held().stream().map(Waiting::passedOver), plan.behind().stream())
                .toList());
        return plan;
    }

    /** Whether the ledger, as it was last read, holds all that this build ships. */
    boolean nothingToDo() {
        return reading.damage().isEmpty() && planned().nothingToDo();
    }

    /**
     * Whether all that is to be done are contracts which were held before and still are, and what waits behind them: a thousand
     * instances that start together need no lock to find that out.
     */
    boolean onlyHeld() {
        Plan plan = planned();
        if (!reading.damage().isEmpty()
                || !plan.refusals().isEmpty()
                || !plan.newlyHeld().isEmpty()
                || !plan.stoodFor().isEmpty()
                || !plan.leftOpen().isEmpty()
                || !plan.leftCopies().isEmpty()) {
            return false;
        }
        Waiting waiting = new Waiting();
        List<Held> found = new ArrayList<>();
        List<Progress> told = new ArrayList<>();
        for (Step step : plan.steps()) {
            MigrationLabel label = step.migration().label();
            @Nullable MigrationLabel before = waiting.before(step);
            List<Holder> holders = before == null ? holders(step) : List.of();
            if (before == null ? holders.isEmpty() : unrecorded(step)) {
                return false;
            }
            if (before == null) {
                waiting.behind(step.migration());
                found.add(Held.contract(
                        label, Gatekeeper.contract(step.migration()).after(), holders));
                told.add(new Progress.GateHeld(step.migration(), holders));
            } else {
                found.add(Held.behind(label, before));
            }
        }
        reading.alsoHeld(found);
        // Only now: where something can run, the gates are asked again under the lock, and heard of then.
        told.forEach(call.listener()::on);
        return true;
    }

    /** Who holds a contract that was held before; nobody, too, for what is none. */
    private List<Holder> holders(Step step) {
        return step.gated() && step.gate() == Step.Gate.HELD && step.done() == 0
                ? reading.askingCancellable(() -> new Gatekeeper(call.settings(), wish.attested())
                        .seen(reading.session(), reading.tables(), step))
                : List.of();
    }

    private boolean unrecorded(Step step) {
        return Waiting.recordable(step) && !reading.heldBefore(step.migration());
    }
}
