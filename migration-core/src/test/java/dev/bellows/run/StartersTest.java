package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Direction;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Many processes start at once: one works, the others hardly make themselves felt, and all end soon after it. */
@Timeout(900)
@SuppressWarnings("SystemOut")
class StartersTest {
    /** {@code -Dstarters.processes=50 -Dstarters.rounds=10} is the whole of it. */
    private static final int PROCESSES = Integer.getInteger("starters.processes", 6);

    private static final int ROUNDS = Integer.getInteger("starters.rounds", 1);

    @PostgresTest
    @Tag("scenario-7")
    void oneAppliesAndAllEndWell(TestDatabase db) throws Exception {
        List<Long> spreads = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            // It works until all the others are there, however slowly they start.
            db.migrations("-- file: " + round + "_a.sql\nCREATE TABLE a" + round + " (i int);\n"
                    + "DO $$ BEGIN WHILE (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND application_name LIKE 'bellows%') < " + PROCESSES + " LOOP PERFORM pg_sleep(0.1);"
                    + " PERFORM pg_stat_clear_snapshot(); END LOOP; END $$;\n");
            spreads.add(round(db));
        }
        assertThat(db.ledger()).hasSize(ROUNDS);
        String figures = "starters: " + PROCESSES + " processes, " + ROUNDS
                + " rounds; the last ended after the first by at most "
                + spreads.stream().mapToLong(Long::longValue).max().orElseThrow() + " ms";
        System.out.println(figures);
    }

    /** Starts all; how long after the first the last was done, in milliseconds. */
    private static long round(TestDatabase db) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
        List<OtherProcess> processes = new ArrayList<>();
        try {
            List<Future<Long>> ends = new ArrayList<>();
            AtomicInteger applied = new AtomicInteger();
            for (int i = 0; i < PROCESSES; i++) {
                OtherProcess process = OtherProcess.apply(db, "never", "-XX:TieredStopAtLevel=1", "-Xmx128m");
                processes.add(process);
                ends.add(threads.submit(() -> {
                    String said = process.awaitEnd();
                    long end = System.nanoTime();
                    assertThat(said).matches("applied [01]\n");
                    applied.addAndGet(said.startsWith("applied 1") ? 1 : 0);
                    return end;
                }));
            }
            List<Long> times = new ArrayList<>();
            for (Future<Long> end : ends) {
                times.add(end.get());
            }
            assertThat(applied).hasValue(1);
            return (times.stream().mapToLong(Long::longValue).max().orElseThrow()
                            - times.stream().mapToLong(Long::longValue).min().orElseThrow())
                    / 1_000_000;
        } finally {
            processes.forEach(OtherProcess::close);
            threads.shutdownNow();
        }
    }

    /** Counted on the wire; a slow machine makes it fewer. */
    @PostgresTest
    void whoWaitsAsksAtMostTwiceASecond(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (i int);\n");
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Listener holder = progress -> {
            if (progress instanceof Progress.StepStarted) {
                working.countDown();
                awaitQuietly(enough);
            }
        };
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch waits = new CountDownLatch(1);
        Listener waiter = progress -> {
            if (progress instanceof Progress.WaitingForLock) {
                waits.countDown();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (TcpProxy proxy = TcpProxy.before(db, () -> (direction, bytes) -> {
            asked.addAndGet(direction == Direction.TO_SERVER ? 1 : 0);
            return Fate.pass(bytes);
        })) {
            Future<Report> first =
                    threads.submit(() -> db.bellows().listener(holder).applyWithoutLease());
            working.await();
            Future<Report> second = threads.submit(() -> Bellows.on(proxy.dataSource(db))
                    .migrations(db.folder().toString())
                    .listener(waiter)
                    .applyWithoutLease());
            waits.await();
            long began = System.nanoTime();
            int before = asked.get();

            Pause.exactly(Duration.ofSeconds(12));

            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(asked.get() - before).isPositive().isLessThanOrEqualTo((int) (2 * seconds));
            enough.countDown();
            assertThat(first.get().steps()).hasSize(1);
            assertThat(second.get().steps()).isEmpty();
        } finally {
            enough.countDown();
            threads.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
