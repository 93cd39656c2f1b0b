package dev.bellows.quarantine;

/** Something would be dropped that cannot be kept. */
public final class CannotQuarantineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String next;
    private final boolean mayBeLost;

    /** Says why, and what to do; a down may lose it, when that was asked about. */
    public CannotQuarantineException(String reason, String next) {
        this(reason, next, true);
    }

    private CannotQuarantineException(String reason, String next, boolean mayBeLost) {
        super(reason);
        this.next = next;
        this.mayBeLost = mayBeLost;
    }

    /** Says why, and what to do so that it can be kept: a down does not lose it either. */
    static CannotQuarantineException unlessMended(String reason, String next) {
        return new CannotQuarantineException(reason, next, false);
    }

    /** What to do about it. */
    public String next() {
        return next;
    }

    /** Whether a down that was asked about may go on without. */
    public boolean mayBeLost() {
        return mayBeLost;
    }
}
