package dev.bellows.quarantine;

/** Something would be dropped that cannot be kept. */
public class CannotQuarantineException extends RuntimeException {
    private final String next;

    /** Says why, and what to do. */
    public CannotQuarantineException(String reason, String next) {
        super(reason);
        this.next = next;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }
}
