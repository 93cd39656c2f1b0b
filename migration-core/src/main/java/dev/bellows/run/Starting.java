package dev.bellows.run;

import dev.bellows.gate.Lease;
import dev.bellows.model.Contracts;
import dev.bellows.model.Listener;
import dev.bellows.model.Phases;
import dev.bellows.model.Report;
import dev.bellows.plan.Wish;
import dev.bellows.sql.Phase;
import java.util.function.Supplier;

/** How an application starts: with the expands, its lease, and then the contracts whose gates are open. */
final class Starting {
    private final Applying applying;
    private final Supplier<Call> calls;
    private final Listener listener;

    Starting(Applying applying, Supplier<Call> calls, Listener listener) {
        this.applying = applying;
        this.calls = calls;
        this.listener = listener;
    }

    /** Applies and enters; see {@link Engine#applyAndEnter}. */
    Lease apply(Wish wish, Contracts contracts) {
        Wish expands = contracts == Contracts.NEVER ? wish.only(Phases.EXPAND) : wish;
        Call call = calls.get();
        Entering entering = new Entering(call);
        Report first = Applying.once(
                call,
                reading -> reading.newLedger() == null && wish.phases() != Phases.CONTRACT
                        ? wish.only(Phases.EXPAND)
                        : expands,
                entering::sees);
        if (contracts == Contracts.NEVER || !wish.phases().include(Phase.CONTRACT)) {
            return entering.enter(() -> first, () -> {});
        }
        ContractsWhenSafe later = new ContractsWhenSafe(() -> applying.once(reading -> wish), first, listener);
        Lease lease = entering.enter(later::report, later::again);
        try {
            later.now();
            return lease;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }
}
