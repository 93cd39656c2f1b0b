package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/** The run was interrupted; what was running is cancelled and recorded. */
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
