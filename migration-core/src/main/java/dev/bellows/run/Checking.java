package dev.bellows.run;

import dev.bellows.model.Script;
import dev.bellows.plan.Step;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Runs the queries of checks, of which none may return a row. What the rows hold is nobody's business, and is not looked at. */
final class Checking {
    /** A check found something; a code of ours, in a class that is left to applications. */
    static final String FOUND = "BW003";

    /** Whoever looks for them needs no exact number, and a check that is wrong may find every row there is. */
    private static final int MOST_ROWS = 5;

    private static final String READ_ONLY = "SET LOCAL transaction_read_only = on";

    private final Session session;

    Checking(Session session) {
        this.session = session;
    }

    /**
     * Runs a step's check, if it has one, in the transaction that is open and will commit its last entry. What the queries set
     * is undone, and what the migration has set does not count: they mean the same at any other time.
     */
    static void inTransaction(Session session, Step step, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        @Nullable Script check = step.check();
        if (check == null) {
            return;
        }
        // Read-only for good cannot be taken back; in a subtransaction it ends with that.
        session.execute("SAVEPOINT bellows_check; " + session.resetSql() + "; " + READ_ONLY);
        guard.settingsChanged();
        Checking checking = new Checking(session);
        try (Splitter splitter = new Splitter(check.name(), check.open())) {
            for (@Nullable StatementText query = splitter.next(); query != null; query = splitter.next()) {
                StatementText sent = query;
                guard.run(sent, () -> checking.requireNoRows(sent));
            }
        } catch (StatementError e) {
            throw e.of(check);
        }
        session.execute("ROLLBACK TO SAVEPOINT bellows_check; RELEASE SAVEPOINT bellows_check");
        guard.settingsChanged();
    }

    /**
     * Runs a query.
     *
     * @throws SQLException when it fails, or returns rows
     */
    void requireNoRows(StatementText query) throws SQLException {
        session.prepareFor(query);
        session.interrupts().begin();
        int rows = 0;
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(MOST_ROWS + 1);
            try (ResultSet found = statement.executeQuery(query.text())) {
                while (found.next()) {
                    rows++;
                }
            }
        } finally {
            session.interrupts().end();
        }
        if (rows > 0) {
            throw new SQLException(
                    "the check found " + (rows > MOST_ROWS ? "more than " + MOST_ROWS : rows)
                            + (rows == 1 ? " row" : " rows") + "; it must find none",
                    FOUND);
        }
    }

    /** What to do about a check that failed in a run. */
    static String next(SQLException error, Step step, boolean hadLimit) {
        String again = "bellows apply";
        return switch (Failures.state(error)) {
            case FOUND -> "mend the rows that it finds, the migration or the check, then: " + again;
            case Failures.CANCELLED ->
                hadLimit
                        ? "with this check the migration blocked traffic for longer than max-blocking; make the check cheaper,"
                                + " or " + BlockingLimit.of(step).raising()
                        : Failures.next(error, step, false);
            case Failures.LOCK_NOT_AVAILABLE -> Failures.next(error, step, hadLimit);
            default -> "correct the check, then: " + again;
        };
    }
}
