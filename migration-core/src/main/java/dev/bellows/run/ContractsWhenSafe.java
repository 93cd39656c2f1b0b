package dev.bellows.run;

import dev.bellows.model.BellowsException;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import java.util.function.Supplier;

/** Applies held contracts for an application that has entered: at once, and again while its lease lasts. */
final class ContractsWhenSafe {
    private final Supplier<Report> apply;
    private final Listener listener;
    private volatile Report report;

    /**
     * An application's part in contracts.
     *
     * @param before what was done before it entered
     */
    ContractsWhenSafe(Supplier<Report> apply, Report before, Listener listener) {
        this.apply = apply;
        this.report = before;
        this.listener = listener;
    }

    /** What was done until now. */
    Report report() {
        return report;
    }

    /** Applies those whose gates are open. */
    void now() {
        if (!report.held().isEmpty()) {
            report = apply.get().after(report);
        }
    }

    /** Likewise, on the lease's thread; what goes wrong is told, and the lease goes on. */
    void again() {
        try {
            now();
        } catch (BellowsException e) {
            listener.on(new Progress.Notice(String.valueOf(e.getMessage())));
        }
    }
}
