package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/** A contract is held although it was required. */
public final class HeldException extends BellowsException {
    public HeldException(String message, Report report) {
        this(message, report, null);
    }

    public HeldException(String message, Report report, @Nullable Throwable cause) {
        super(message, report, cause);
    }

    @Override
    public int exitCode() {
        return 7;
    }
}
