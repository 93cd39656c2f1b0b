package dev.bellows.run;

import java.util.List;

/** Older transactions hold locks that the next statement would queue behind. */
final class InTheWayException extends Exception {
    private final List<String> holders;

    InTheWayException(List<String> holders) {
        super(String.join("; ", holders));
        this.holders = List.copyOf(holders);
    }

    /** Each in a phrase. */
    List<String> holders() {
        return holders;
    }
}
