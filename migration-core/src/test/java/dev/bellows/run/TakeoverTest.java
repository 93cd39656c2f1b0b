package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Blocker;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Whoever works dies, and whoever waits takes over: after what still runs has ended, from where the ledger says. */
@Timeout(120)
class TakeoverTest {
    /** Hears whom the lock is waited for. */
    private static Listener hearing(CompletableFuture<Blocker> holder) {
        return progress -> {
            if (progress instanceof Progress.WaitingForLock waiting && waiting.holder() != null) {
                holder.complete(waiting.holder());
            }
        };
    }

    private static Future<Report> waiting(TestDatabase db, ExecutorService thread, CompletableFuture<Blocker> holder) {
        return thread.submit(() -> db.bellows().listener(hearing(holder)).applyWithoutLease());
    }

    @PostgresTest
    @Tag("scenario-9")
    void theHolderIsKilledAndTheWaiterWhoHadNamedItGoesOn(TestDatabase db) throws Exception {
        db.migrations("""
                -- file: 1_a.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                """);
        CompletableFuture<Blocker> named = new CompletableFuture<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (OtherProcess holder = OtherProcess.apply(db, "2/2")) {
            holder.awaitStop();
            Future<Report> waiter = waiting(db, thread, named);
            assertThat(named.get().application()).startsWith("bellows ");

            holder.kill();

            assertThat(waiter.get().current()).isTrue();
        } finally {
            thread.shutdownNow();
        }
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
        assertThat(db.ledger()).containsExactly("applied 1 1/2", "applied 1 2/2");
    }

    /** Two who ran this at once would meet in the lock of the file's own. */
    @PostgresTest
    @Tag("scenario-11")
    void whatTheDeadOnesBackendStillRunsIsWaitedFor(TestDatabase db) throws Exception {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE IF NOT EXISTS a (i int);
                DO $$ BEGIN
                    IF NOT pg_try_advisory_xact_lock(7) THEN RAISE 'two at once'; END IF;
                    PERFORM pg_sleep(4);
                END $$;
                INSERT INTO a VALUES (1);
                """);
        CompletableFuture<Blocker> named = new CompletableFuture<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (OtherProcess dying = OtherProcess.apply(db, "never")) {
            Until.isTrue(
                    db,
                    "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep')");
            Future<Report> next = waiting(db, thread, named);
            assertThat(named.get().application()).startsWith("bellows 1 @ ");

            dying.kill();

            assertThat(next.get().steps()).hasSize(1);
        } finally {
            thread.shutdownNow();
        }
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
        assertThat(db.ledger()).containsExactly("applied 1 3/3");
    }
}
