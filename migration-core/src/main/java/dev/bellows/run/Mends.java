package dev.bellows.run;

import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Executes the statements that bring one thing back; one that is not needed may fail. */
final class Mends {
    private static final String SAVEPOINT = "bellows_mend";
    private static final String NO_SUCH_ROW = "23503";

    private final Work work;
    private final Stored stored;
    private final Executor executor;

    Mends(Work work, Stored stored) {
        this.work = work;
        this.stored = stored;
        this.executor = new Executor(work.session());
    }

    /** Executes one that has to succeed. */
    void run(Guard guard, String sql) throws StatementError, InTheWayException, IOException, SQLException {
        StatementText statement = Quarantining.text(sql);
        try {
            guard.run(statement, () -> executor.run(statement));
        } catch (StatementError e) {
            throw e.ours("to bring back " + stored.kept().object());
        }
    }

    /**
     * Tries one.
     *
     * @param fine states with which it may fail without a word
     * @param missing what did not come back, each in a phrase with the reason; to be added to
     * @param postponed what comes back later; to be added to
     */
    void attempt(Guard guard, Mend mend, Set<String> fine, List<String> missing, Postponed postponed)
            throws StatementError, InTheWayException, IOException, SQLException {
        if (postponed.follows(stored, mend)) {
            return;
        }
        work.session().execute("SAVEPOINT " + SAVEPOINT);
        try {
            run(guard, mend.sql());
            work.session().execute("RELEASE SAVEPOINT " + SAVEPOINT);
        } catch (StatementError e) {
            if (!work.session().alive() || e.limited() || e.interrupted() || Failures.passing(e.error())) {
                throw e;
            }
            work.session().execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            guard.settingsChanged();
            if (!fine.contains(Failures.state(e.error())) && !postponed.takes(stored, mend, e.error())) {
                missing.add(mend.what() + ": " + reason(mend, e.error()));
            }
        }
    }

    private static String reason(Mend mend, SQLException error) {
        return mend.looksAtRows() && Failures.state(error).equals(NO_SUCH_ROW)
                ? Misfits.REASON
                : Messages.withoutFullStop(Messages.firstLine(error.getMessage()))
                        .replaceFirst("^ERROR: ", "");
    }
}
