package dev.bellows.run;

import dev.bellows.model.Held;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is held so far, and so what waits: whatever comes behind a held contract and has to do with what that one touches, and
 * whatever has to do with what waits, as it may build on it.
 */
final class Waiting {
    private final List<Closed> closed = new ArrayList<>();

    /**
     * What somebody else waits behind.
     *
     * @param contract the contract, also of what waits behind it itself
     */
    private record Closed(Migration migration, MigrationLabel contract, Touch touch) {}

    /** A contract does not run. */
    void behind(Migration contract) {
        closed.add(new Closed(contract, contract.label(), Touch.of(contract.script())));
    }

    /**
     * The contract that a step waits behind, and from now on others behind it; null when it may run.
     */
    @Nullable
    MigrationLabel before(Step step) {
        if (closed.isEmpty()) {
            return null;
        }
        Migration migration = step.migration();
        Touch touch = Touch.of(step.script());
        @Nullable
        MigrationLabel contract = closed.stream()
                .filter(each -> Migration.ORDER.compare(each.migration(), migration) < 0)
                .filter(each -> touch.meets(each.touch()))
                .findFirst()
                .map(Closed::contract)
                .orElse(null);
        if (contract != null) {
            closed.add(new Closed(migration, contract, touch));
        }
        return contract;
    }

    /** A contract that the call did not ask for. */
    static Held passedOver(Migration contract) {
        return Held.contract(contract.label(), Gatekeeper.contract(contract).after(), List.of());
    }

    /**
     * A plan without what waits behind those that it passes over.
     *
     * @param heldBefore whether the ledger says already that a migration was passed over
     */
    static Plan in(Plan plan, Predicate<Migration> heldBefore) {
        Waiting waiting = new Waiting();
        plan.held().forEach(waiting::behind);
        List<Step> steps = new ArrayList<>();
        List<Held> held = new ArrayList<>();
        for (Step step : plan.steps()) {
            @Nullable MigrationLabel contract = waiting.before(step);
            if (contract != null) {
                steps.add(step);
                held.add(Held.behind(step.migration().label(), contract));
            }
        }
        List<Migration> newly = steps.stream()
                .filter(step -> recordable(step) && !heldBefore.test(step.migration()))
                .map(Step::migration)
                .toList();
        return steps.isEmpty() ? plan : plan.waiting(steps, held, newly);
    }

    /** Whether the ledger has to say that it was passed over, so that it keeps its place in the order. */
    static boolean recordable(Step step) {
        return !step.migration().repeatable() && step.done() == 0 && !step.inDoubt();
    }
}
