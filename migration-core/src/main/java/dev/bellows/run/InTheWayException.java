package dev.bellows.run;

import dev.bellows.sql.StatementText;
import java.util.List;

/** Older transactions hold locks that the next statement would queue behind. */
final class InTheWayException extends Exception {
    private final transient StatementText statement;
    private final List<String> holders;

    InTheWayException(StatementText statement, List<String> holders) {
        super(String.join("; ", holders));
        this.statement = statement;
        this.holders = List.copyOf(holders);
    }

    /** The statement that would queue. */
    StatementText statement() {
        return statement;
    }

    /** Each in a phrase. */
    List<String> holders() {
        return holders;
    }
}
