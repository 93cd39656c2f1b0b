package dev.bellows.run;

import dev.bellows.model.Holder;
import java.util.List;

/** Something old appeared while a contract was running; what it did is rolled back. Nobody outside of this package sees it. */
final class GateClosedException extends RuntimeException {
    private final transient List<Holder> holders;

    GateClosedException(List<Holder> holders) {
        super("something old appeared");
        this.holders = List.copyOf(holders);
    }

    List<Holder> holders() {
        return holders;
    }
}
