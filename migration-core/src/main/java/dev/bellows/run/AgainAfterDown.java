package dev.bellows.run;

import dev.bellows.model.MigrationLabel;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Stored;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A file that fails when it is applied again after its down: what that kept still waits, and there are ways on without the file. */
final class AgainAfterDown {
    private AgainAfterDown() {}

    /** To stand behind what to do about the error; empty where nothing of the kind waits, or the error says it itself. */
    static String next(Work work, Step step, StatementError e) {
        SQLException error = e.error();
        boolean passing = e.limited()
                || Failures.passing(error)
                || Failures.state(error).equals(Failures.CANCELLED)
                || error instanceof OwnStatementException;
        if (step.down() || passing || step.quarantine() == null) {
            return "";
        }
        try {
            work.session().rollback();
            List<Stored> waiting = WaitingThings.of(
                            work.session(), work.ledger().tables(), step)
                    .all();
            MigrationLabel label = step.migration().label();
            return waiting.isEmpty()
                    ? ""
                    : "; what its down dropped waits as before ("
                            + waiting.stream()
                                    .map(stored -> stored.kept().object())
                                    .collect(Collectors.joining(", "))
                            + "): to bring it back without the file: bellows quarantine restore " + label
                            + "; to give it up, so that the file begins anew: bellows quarantine purge " + label;
        } catch (SQLException unasked) {
            return "";
        }
    }
}
