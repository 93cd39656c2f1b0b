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
