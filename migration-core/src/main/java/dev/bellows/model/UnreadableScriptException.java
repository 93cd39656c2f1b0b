package dev.bellows.model;

/** A script that cannot be read or understood. Its message names the file and, where there is one, the line. */
public final class UnreadableScriptException extends RuntimeException {
    private final Refusal refusal;

    public UnreadableScriptException(Refusal refusal) {
        super(refusal.cause());
        this.refusal = refusal;
    }

    /** What to say to the user. */
    public Refusal refusal() {
        return refusal;
    }
}
