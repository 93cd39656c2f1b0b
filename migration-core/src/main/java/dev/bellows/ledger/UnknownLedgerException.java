package dev.bellows.ledger;

import dev.bellows.model.Refusal;

/** The table is no ledger that this build can read. */
public final class UnknownLedgerException extends RuntimeException {
    private final Refusal refusal;

    UnknownLedgerException(String cause, String next) {
        super(cause);
        refusal = Refusal.of("unknown-ledger", cause, next);
    }

    /** What to say to the user. */
    public Refusal refusal() {
        return refusal;
    }
}
