package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/** Anything else: a defect of Bellows, or a server that answers as no PostgreSQL does. */
public final class UnexpectedException extends BellowsException {
    public UnexpectedException(String message, Report report) {
        this(message, report, null);
    }

    public UnexpectedException(String message, Report report, @Nullable Throwable cause) {
        super(message, report, cause);
    }

    @Override
    public int exitCode() {
        return 1;
    }
}
