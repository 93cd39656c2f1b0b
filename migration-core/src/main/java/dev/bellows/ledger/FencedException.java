package dev.bellows.ledger;

/** The head row is not where the plan left it: another runner acted. Nothing of the transaction stays. */
public final class FencedException extends RuntimeException {
    public FencedException(long expected) {
        super("the ledger is no longer at position " + expected + ": another runner acted");
    }
}
