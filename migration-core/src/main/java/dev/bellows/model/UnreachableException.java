package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/** The database cannot be reached, or was lost on the way. */
public final class UnreachableException extends BellowsException {
    public UnreachableException(String message, Report report) {
        this(message, report, null);
    }

    public UnreachableException(String message, Report report, @Nullable Throwable cause) {
        super(message, report, cause);
    }

    @Override
    public int exitCode() {
        return 8;
    }
}
