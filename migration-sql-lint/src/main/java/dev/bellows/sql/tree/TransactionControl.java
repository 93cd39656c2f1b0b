package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * BEGIN, COMMIT and their kin: https://www.postgresql.org/docs/18/sql-begin.html
 *
 * @param name of a savepoint or a prepared transaction
 */
public record TransactionControl(Action action, @Nullable String name, Place place) implements Statement {
    /** What it does; END is COMMIT, ABORT is ROLLBACK. */
    public enum Action {
        BEGIN,
        COMMIT,
        ROLLBACK,
        SAVEPOINT,
        RELEASE,
        ROLLBACK_TO,
        PREPARE,
        COMMIT_PREPARED,
        ROLLBACK_PREPARED
    }
}
