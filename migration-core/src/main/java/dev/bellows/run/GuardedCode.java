package dev.bellows.run;

import dev.bellows.code.CodeScript;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A migration in Java, in the transaction that is open. */
final class GuardedCode {
    private GuardedCode() {}

    /**
     * Runs it.
     *
     * @throws StatementError when it throws, when a statement failed and it went on as if nothing were, or when it ended
     *     the transaction
     */
    static void run(Session session, CodeScript script, Guard guard)
            throws StatementError, InTheWayException, SQLException {
        String transaction = transactionId(session);
        CodeConnection connection = new CodeConnection(session, guard, script);
        try {
            script.body().run(connection.proxy());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StatementError.interrupted(null);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // An AssertionError, a class that is missing: the code failed, and the ledger says so.
            connection.rethrow(e);
            throw new StatementError(null, new CodeProblem(script, e), false);
        } finally {
            connection.end();
        }
        connection.requireNothingSkipped();
        try {
            if (!transactionId(session).equals(transaction)) {
                throw new StatementError(null, CodeProblem.endedTransaction(script), false);
            }
        } catch (SQLException e) {
            // A statement failed, the code went on, and the server refuses all that follows: the first failure matters.
            connection.rethrowSwallowed();
            throw e;
        }
    }

    private static String transactionId(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_xact_id()::text")) {
            row.next();
            return row.getString(1);
        }
    }
}
