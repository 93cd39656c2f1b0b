package dev.bellows.plan;

import org.jspecify.annotations.Nullable;

/**
 * What is cleared away around a statement that runs outside a transaction, because a broken try leaves things behind.
 *
 * @param statement its number in the script, from 1
 * @param sql what is executed; null where the name cannot be known yet
 * @param why in a phrase
 */
public record Clearing(int statement, When when, @Nullable String sql, String why) {
    /** When it is executed. */
    public enum When {
        /** Before the statement: it is there now. */
        BEFORE,
        /** In place of the statement, which was begun and only has to be ended. */
        INSTEAD,
        /** After a try of this run that fails: it is not there now. */
        AFTER_A_FAILED_TRY
    }
}
