package dev.bellows.adopt;

import dev.bellows.model.Refusal;

/** A tool's history cannot be read. */
public final class UnknownTableException extends RuntimeException {
    private final Refusal refusal;

    UnknownTableException(Refusal refusal) {
        super(refusal.cause());
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
