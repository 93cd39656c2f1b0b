package dev.bellows.run;

import dev.bellows.model.Script;
import dev.bellows.sql.StatementText;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement, or COMMIT, was refused by the server. */
final class StatementError extends Exception {
    private final @Nullable StatementText statement;
    private final SQLException error;
    private final boolean limited;
    private final @Nullable String purpose;
    private final @Nullable StatementText place;
    private final @Nullable Script check;

    /**
     * What was refused.
     *
     * @param statement null for COMMIT
     * @param limited whether the statement ran under a limit of time and used it up
     */
    StatementError(@Nullable StatementText statement, SQLException error, boolean limited) {
        this(statement, error, limited, null, statement, null);
    }

    private StatementError(
            @Nullable StatementText statement,
            SQLException error,
            boolean limited,
            @Nullable String purpose,
            @Nullable StatementText place,
            @Nullable Script check) {
        super(error);
        this.purpose = purpose;
        this.place = place;
        this.check = check;
        this.statement = statement;
        this.error = error;
        this.limited = limited;
    }

    /** The caller was interrupted before a statement was sent. */
    static StatementError interrupted(@Nullable StatementText statement) {
        return new StatementError(statement, Interrupts.error(), false);
    }

    /** Whether an interrupt of the caller is the reason. */
    boolean interrupted() {
        return Interrupts.pending() && !limited && Failures.state(error).equals(Failures.CANCELLED);
    }

    @Nullable
    StatementText statement() {
        return statement;
    }

    SQLException error() {
        return error;
    }

    boolean limited() {
        return limited;
    }

    /** The same of a statement of ours, which nobody else has ever seen: what it was for, in a phrase. */
    StatementError ours(String what) {
        return purpose != null ? this : new StatementError(statement, error, limited, what, null, check);
    }

    /** The same of a statement of ours that ran where one of a file stands. */
    StatementError at(StatementText file) {
        return purpose == null || place != null
                ? this
                : new StatementError(statement, error, limited, purpose, file, check);
    }

    /** The same with another error. */
    StatementError with(SQLException explained) {
        return new StatementError(statement, explained, limited, purpose, place, check);
    }

    /** The same of a query of a migration's check. */
    StatementError of(Script queries) {
        return new StatementError(statement, error, limited, purpose, place, queries);
    }

    /** The check whose query it is; null for a statement of the migration itself. */
    @Nullable
    Script check() {
        return check;
    }

    /** The statement to be shown: one of a file, which people know; null where none stands there. */
    @Nullable
    StatementText shown() {
        return place;
    }

    /** The error as it is told: of a statement of ours with what that was for. */
    SQLException told() {
        return purpose == null ? error : new OwnStatementException(purpose, error, "mend that");
    }
}
