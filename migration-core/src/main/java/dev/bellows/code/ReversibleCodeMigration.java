package dev.bellows.code;

import java.sql.Connection;

/** A migration written in Java that knows its reverse, as a down file does for a file. */
public interface ReversibleCodeMigration extends CodeMigration {
    /**
     * Takes the change back, under the rules of {@link #apply(Connection)}.
     *
     * @throws Exception to fail: all is rolled back, and the run ends
     */
    void revert(Connection connection) throws Exception;
}
