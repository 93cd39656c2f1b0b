package dev.bellows.run;

import dev.bellows.sql.StatementText;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement, or COMMIT, was refused by the server. */
final class StatementError extends Exception {
    private final @Nullable StatementText statement;
    private final SQLException error;
    private final boolean limited;

    /**
     * What was refused.
     *
     * @param statement null for COMMIT
     * @param limited whether the statement ran under a limit of time and used it up
     */
    StatementError(@Nullable StatementText statement, SQLException error, boolean limited) {
        super(error);
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
}
