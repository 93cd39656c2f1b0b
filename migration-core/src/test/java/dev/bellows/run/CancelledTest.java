package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.NotInTimeException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Somebody cancels what Bellows itself asks the server, not a migration's statement: that is nobody's defect. */
class CancelledTest {
    private static void cancelledAt(TestDatabase db, String table, Callable<?> call) throws Exception {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (i int);\n");
        db.apply();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection holder = db.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE " + table);
            Future<?> asking = thread.submit(call);
            String waiting = " FROM pg_locks WHERE NOT granted AND relation = '" + table + "'::regclass";
            Until.isTrue(db, "EXISTS (SELECT" + waiting + ")");
            db.sql("SELECT pg_cancel_backend(pid)" + waiting);

            assertThatThrownBy(asking::get)
                    .hasCauseInstanceOf(NotInTimeException.class)
                    .hasMessageContaining(
                            "the server gave up what Bellows had asked it: canceling statement due to user"
                                    + " request; next: run again");
        } finally {
            thread.shutdownNow();
        }
        assertThat(db.bellows().status().current()).isTrue();
    }

    @PostgresTest
    void whileTheLedgerIsRead(TestDatabase db) throws Exception {
        cancelledAt(db, "bellows_ledger", () -> db.bellows().status());
    }

    @PostgresTest
    void whileALeaseIsTaken(TestDatabase db) throws Exception {
        cancelledAt(db, "bellows_build", () -> db.bellows().apply());
    }
}
