package dev.bellows.protocol;

/**
 * An entry of the ledger. Its position is its place in the list.
 *
 * @param by the runner whose run wrote it, as the hash covers the run
 */
record Entry(Event event, int migration, int by) {
    /** The events that the protocol is made of. */
    enum Event {
        BASELINED,
        APPLIED,
        INTENT,
        FAILED,
        OPENED,
        WITHDRAWN
    }
}
