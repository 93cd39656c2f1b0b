package dev.bellows.run;

import dev.bellows.model.GateView;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.RefusedException;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.plan.Wish;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the gates of pending contracts see now. */
final class GateViews {
    private final List<GateView> gates;
    private final List<String> notices;

    private GateViews(List<GateView> gates, List<String> notices) {
        this.gates = gates;
        this.notices = notices;
    }

    /** Asks them all; a database without a ledger has no gates. */
    static List<GateView> all(Reading reading, Call call) {
        if (!reading.state().exists()) {
            return List.of();
        }
        Gatekeeper gatekeeper = new Gatekeeper(call.settings(), null);
        List<Migration> contracts = reading.survey().pendingContracts();
        return contracts.stream()
                .map(contract ->
                        reading.askingCancellable(() -> gatekeeper.view(reading.session(), reading.tables(), contract)))
                .toList();
    }

    /** Likewise for who only looks: a role that may read the ledger need not be able to ask its gates. */
    static GateViews where(boolean sound, Reading reading, Call call) {
        if (!sound) {
            return new GateViews(List.of(), List.of());
        }
        try {
            return new GateViews(all(reading, call), List.of());
        } catch (RefusedException e) {
            return new GateViews(
                    List.of(), List.of("who holds the pending contracts could not be asked: " + e.getMessage()));
        }
    }

    List<GateView> gates() {
        return gates;
    }

    List<String> notices() {
        return notices;
    }

    /** Whether all that is left to be done are contracts whose gates are closed, and what waits behind those. */
    boolean holdAll(Reading reading, Call call) {
        Set<MigrationLabel> closed = gates.stream()
                .filter(gate -> !gate.open())
                .map(GateView::contract)
                .collect(Collectors.toSet());
        if (closed.isEmpty()) {
            return false;
        }
        Plan plan = new Pending(reading, call, Wish.ALL).plan();
        Waiting waiting = new Waiting();
        return plan.refusals().isEmpty()
                && plan.steps().stream()
                        .map(step -> held(step, closed, waiting))
                        .allMatch(held -> held);
    }

    private static boolean held(Step step, Set<MigrationLabel> closed, Waiting waiting) {
        boolean contract = closed.contains(step.migration().label());
        if (contract) {
            waiting.behind(step.migration());
        }
        return contract || waiting.before(step) != null;
    }
}
