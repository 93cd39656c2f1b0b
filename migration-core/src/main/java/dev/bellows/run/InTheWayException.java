package dev.bellows.run;

import dev.bellows.model.Blocker;
import dev.bellows.sql.StatementText;
import java.util.List;

/** Older transactions hold locks that the next statement would queue behind. */
final class InTheWayException extends Exception {
    private final transient StatementText statement;
    private final List<Blocker> holders;

    InTheWayException(StatementText statement, List<Blocker> holders) {
        super(Blockers.phrases(holders));
        this.statement = statement;
        this.holders = List.copyOf(holders);
    }

    /** The statement that would queue. */
    StatementText statement() {
        return statement;
    }

    List<Blocker> holders() {
        return holders;
    }
}
