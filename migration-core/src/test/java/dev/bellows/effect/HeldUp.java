package dev.bellows.effect;

import dev.bellows.ledger.Sql;
import dev.bellows.schema.ObjectName;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The lock that a statement waits for, seen from a second session while a third one holds the table: for statements that
 * PostgreSQL runs outside a transaction only, whose locks are gone when they end.
 */
final class HeldUp {
    private final TestDatabase db;

    HeldUp(TestDatabase db) {
        this.db = db;
    }

    /** What the statement waits for on a table that somebody else holds so that it must; null when it passes. */
    @Nullable
    LockMode at(ObjectName table, String statement) throws SQLException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection holder = db.connection();
                Connection runner = db.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("LOCK TABLE " + Sql.quote(table.schema(), table.name())
                            + " IN SHARE UPDATE EXCLUSIVE MODE");
            int pid = pid(runner);
            Future<?> run = thread.submit(() -> {
                try (Statement sql = runner.createStatement()) {
                    sql.execute(statement);
                } catch (SQLException e) {
                    // It is cancelled once it has been seen.
                }
            });
            @Nullable LockMode seen = null;
            while (seen == null && !run.isDone()) {
                seen = waitsFor(pid);
            }
            db.sql("SELECT pg_cancel_backend(" + pid + ")");
            run.get();
            return seen;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdownNow();
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private @Nullable LockMode waitsFor(int pid) {
        @Nullable
        String mode =
                db.value("SELECT max(mode) FROM pg_locks WHERE NOT granted AND locktype = 'relation' AND pid = " + pid);
        return mode == null
                ? null
                : LockMode.valueOf(mode.replaceAll("Lock$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toUpperCase(Locale.ROOT));
    }
}
