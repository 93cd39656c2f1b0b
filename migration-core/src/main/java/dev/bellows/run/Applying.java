package dev.bellows.run;

import dev.bellows.model.Held;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Wish;
import dev.bellows.sql.Phase;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Applies what is pending: takes the lock only where there is work, and waits for gates without it. */
final class Applying {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Supplier<Call> calls;

    /**
     * An apply, again and again where need be.
     *
     * @param calls reads the files anew
     */
    Applying(Supplier<Call> calls) {
        this.calls = calls;
    }

    /** Applies until nothing is held any more, or the wish does not want to wait longer. */
    Report untilOpen(Wish wish) {
        long began = System.nanoTime();
        Report report = once(reading -> wish);
        while (held(report, wish)
                && System.nanoTime() - began < wish.waitForGate().toNanos()) {
            // Without the lock: what has to start so that the gate opens must not wait for us.
            pause(report);
            report = once(reading -> wish).after(report);
        }
        if (wish.requireAll() && (held(report, wish) || report.held().stream().anyMatch(Held::behind))) {
            throw Held.required(report);
        }
        return report;
    }

    private static boolean held(Report report, Wish wish) {
        return wish.phases().include(Phase.CONTRACT) && !report.held().isEmpty();
    }

    private static void pause(Report soFar) {
        try {
            Pause.jittered(BETWEEN_LOOKS);
        } catch (InterruptedRunException e) {
            throw new InterruptedRunException(
                    "interrupted while waiting for a gate; next: run again, or see who holds it: bellows gate",
                    soFar,
                    e);
        }
    }

    /**
     * Applies what can be applied now.
     *
     * @param wishes what is wished for, by what the ledger says
     */
    Report once(Function<Reading, Wish> wishes) {
        return once(calls.get(), wishes, reading -> {});
    }

    /** Likewise for a call, which looks once more at the ledger before the session is given back. */
    static Report once(Call call, Function<Reading, Wish> wishes, Consumer<Reading> atEnd) {
        try (Reading reading = new Reading(call)) {
            Report report = once(call, wishes, reading);
            atEnd.accept(reading);
            return report;
        }
    }

    private static Report once(Call call, Function<Reading, Wish> wishes, Reading reading) {
        reading.requires().fit();
        reading.refresh();
        Pending pending = new Pending(reading, call, wishes.apply(reading));
        if (pending.nothingToDo() || pending.onlyHeld()) {
            return reading.report();
        }
        // What no other runner can mend while we wait is refused at once.
        reading.requires().writable();
        reading.require(reading.survey().wrongFiles());
        try (@Nullable UnderLock ours = UnderLock.unless(new WorkOfOthers(pending, reading), call, reading)) {
            return ours == null ? reading.report() : run(wishes.apply(reading), call, reading, ours);
        }
    }

    private static Report run(Wish wish, Call call, Reading reading, UnderLock ours) {
        Plan plan = new Pending(reading, call, wish).plan();
        reading.require(plan.refusals());
        if (plan.nothingToDo()) {
            return reading.report();
        }
        Plan asked = reading.asked(plan);
        reading.require(asked.refusals());
        return ours.run(asked, wish.attested());
    }
}
