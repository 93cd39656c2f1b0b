package dev.bellows.run;

import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;

/** Statements of ours that bring something back where a file's statement stands: what is refused of them is told as of a restore. */
interface Bringing {
    void run() throws StatementError, InTheWayException, SQLException, IOException;

    /** Runs them; trying again is left to whoever tries the whole transaction again. */
    static void back(Work work, Stored stored, StatementText statement, Bringing bringing)
            throws StatementError, InTheWayException, SQLException, IOException {
        try {
            bringing.run();
        } catch (StatementError e) {
            boolean ours = work.session().alive() && !e.limited() && !e.interrupted() && !Failures.passing(e.error());
            throw ours ? refused(stored, statement, e.error()) : e.at(statement);
        } catch (SQLException e) {
            boolean cancelled = Failures.state(e).equals(Failures.CANCELLED);
            if (!work.session().alive() || cancelled || Failures.passing(e)) {
                throw e;
            }
            throw refused(stored, statement, e);
        }
    }

    /** The error, of the file's statement. */
    static StatementError refused(Stored stored, StatementText statement, SQLException error) {
        return new StatementError(statement, QuarantineTroubles.comingBack(stored, error), false);
    }
}
