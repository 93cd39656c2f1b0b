package dev.bellows.quarantine;

/** A big column has no copy where the migration drops it. Nothing is lost where this is thrown. */
public final class NotCopiedException extends CannotQuarantineException {
    private static final long serialVersionUID = 1;

    NotCopiedException(String message, String next) {
        super(message, next);
    }
}
