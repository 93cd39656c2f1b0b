package dev.bellows.run;

import dev.bellows.model.Held;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes out of a plan what comes behind a contract that is passed over, and has to do with what that one touches; and what has
 * to do with what waits: it may build on it.
 */
final class Waiting {
    private final List<Closed> closed = new ArrayList<>();

    /**
     * What somebody else waits behind.
     *
     * @param contract the contract, also of what waits behind it itself
     */
    private record Closed(Migration migration, MigrationLabel contract, Touch touch) {}

    private Waiting(List<Migration> contracts) {
        contracts.forEach(contract -> closed.add(new Closed(contract, contract.label(), Touch.of(contract.script()))));
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
        return plan.held().isEmpty() || plan.steps().isEmpty()
                ? plan
                : new Waiting(plan.held()).taken(plan, heldBefore);
    }

    /** A plan without these contracts, and without what waits behind them. */
    static Plan without(Set<MigrationLabel> contracts, Plan plan, Predicate<Migration> heldBefore) {
        List<Step> held = plan.steps().stream()
                .filter(step -> contracts.contains(step.migration().label()))
                .toList();
        List<Migration> migrations = held.stream().map(Step::migration).toList();
        return new Waiting(migrations).taken(plan.waiting(held, List.of(), List.of()), heldBefore);
    }

    private Plan taken(Plan plan, Predicate<Migration> heldBefore) {
        List<Step> waiting = new ArrayList<>();
        List<Held> held = new ArrayList<>();
        for (Step step : plan.steps()) {
            Migration migration = step.migration();
            Touch touch = Touch.of(step.script());
            closed.stream()
                    .filter(each -> Migration.ORDER.compare(each.migration(), migration) < 0)
                    .filter(each -> touch.meets(each.touch()))
                    .findFirst()
                    .map(Closed::contract)
                    .ifPresent(contract -> {
                        waiting.add(step);
                        held.add(Held.behind(migration.label(), contract));
                        closed.add(new Closed(migration, contract, touch));
                    });
        }
        List<Migration> newly = waiting.stream()
                .filter(step -> recordable(step) && !heldBefore.test(step.migration()))
                .map(Step::migration)
                .toList();
        return waiting.isEmpty() ? plan : plan.waiting(waiting, held, newly);
    }

    /** Whether the ledger has to say that it was passed over, so that it keeps its place in the order. */
    static boolean recordable(Step step) {
        return !step.migration().repeatable() && step.done() == 0 && !step.inDoubt();
    }
}
