package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted; what was running is cancelled, undone and recorded. The thread's interrupt flag is set.
 * The report's failure is null where nothing was running.
 */
public final class InterruptedRunException extends BellowsException {
    public InterruptedRunException(String message, Report report) {
        this(message, report, null);
    }

    public InterruptedRunException(String message, Report report, @Nullable Throwable cause) {
        super(message, report, cause);
    }

    @Override
    public int exitCode() {
        return 130;
    }
}
