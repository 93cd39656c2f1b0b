package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * The lock was not free, the schema not current, or nobody's answer there, in time; or the lock was lost, or the ledger moved, under
 * a runner that then stopped; or somebody cancelled what Bellows itself had asked the server. Running again is right in each case.
 */
public final class NotInTimeException extends BellowsException {
    public NotInTimeException(String message, Report report) {
        this(message, report, null);
    }

    public NotInTimeException(String message, Report report, @Nullable Throwable cause) {
        super(message, report, cause);
    }

    @Override
    public int exitCode() {
        return 6;
    }
}
