package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.model.Blocker;
import dev.bellows.model.Listener;
import dev.bellows.model.Location;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Many start together: one works, the others wait, know for whom, and leave when nothing is left to do. */
class WaitingTest {
    private static final int STARTERS = 8;

    private static final String FILES = """
            -- file: 1_users.sql
            CREATE TABLE users (id int PRIMARY KEY, name text);
            INSERT INTO users SELECT n, 'name ' || n FROM generate_series(1, 1000) AS n;
            -- file: 2_users_name.sql
            CREATE INDEX CONCURRENTLY users_name ON users (name);
            -- file: 3_count.sql
            CREATE TABLE counted AS SELECT count(*) FROM users;
            -- file: R_names.sql
            CREATE OR REPLACE VIEW names AS SELECT name FROM users;
            """;

    private static Settings patient(TestDatabase db, Duration lockWait) {
        return Settings.DEFAULT
                .change()
                .migrations(List.of(Location.of(db.folder().toString())))
                .timeouts(Timeouts.DEFAULT.withRunnerLock(lockWait))
                .build();
    }

    @PostgresTest
    @Tag("scenario-7")
    void eightStartersApplyEachMigrationOnce(TestDatabase db) throws Exception {
        db.migrations(FILES);
        ExecutorService threads = Executors.newFixedThreadPool(STARTERS);
        try {
            List<Callable<Report>> starters = Stream.generate(() -> (Callable<Report>) db::apply)
                    .limit(STARTERS)
                    .toList();
            int ran = 0;
            for (Future<Report> starter : threads.invokeAll(starters)) {
                assertThat(starter.get().current()).isTrue();
                ran += starter.get().steps().size();
            }
            assertThat(ran).isEqualTo(4);
        } finally {
            threads.shutdownNow();
        }
        assertThat(db.ledger())
                .containsExactly(
                        "applied 1 2/2", "intent 2 0/1", "applied 2 1/1", "applied 3 1/1", "applied R_names 1/1");
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_name'::regclass"))
                .isEqualTo("t");
    }

    @PostgresTest
    @Tag("scenario-13")
    void aWaiterNamesTheHolderAndLeavesWhenTheWorkIsDone(TestDatabase db) throws Exception {
        db.migrations("-- file: 0042_slow.sql\nCREATE TABLE slow ();\n");
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch named = new CountDownLatch(1);
        Listener holder = progress -> {
            if (progress instanceof Progress.StepStarted) {
                working.countDown();
                await(named);
            }
        };
        AtomicReference<Blocker> who = new AtomicReference<>();
        Listener waiter = progress -> {
            if (progress instanceof Progress.WaitingForLock waiting) {
                who.set(waiting.holder());
                named.countDown();
            }
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Report> first =
                    thread.submit(() -> db.bellows().listener(holder).applyWithoutLease());
            working.await();

            Report second = db.bellows().listener(waiter).applyWithoutLease();

            assertThat(second.steps()).isEmpty();
            assertThat(second.current()).isTrue();
            assertThat(who.get().pid()).isPositive();
            assertThat(who.get().application()).startsWith("bellows ").endsWith(" @ " + Host.name());
            assertThat(first.get().steps()).hasSize(1);
        } finally {
            thread.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    @Tag("scenario-14")
    void whoDoesNotGetTheLockInTimeSaysWhoHasIt(TestDatabase db) throws Exception {
        db.migrations(FILES);
        try (Connection holder = lockHolder(db)) {
            assertThatThrownBy(() -> Bellows.on(db.dataSource())
                            .settings(patient(db, Duration.ofMillis(1)))
                            .applyWithoutLease())
                    .isInstanceOfSatisfying(NotInTimeException.class, e -> {
                        assertThat(e.exitCode()).isEqualTo(6);
                        assertThat(e.report().database()).isEqualTo(db.name());
                    })
                    .hasMessageContaining("another-runner")
                    .hasMessageContaining("wait longer with --wait");
            assertThat(holder.isValid(5)).isTrue();
        }
        assertThat(db.value("SELECT to_regclass('users')")).isNull();
    }

    /** Somebody who holds the lock of this database's ledger and does nothing. */
    private static Connection lockHolder(TestDatabase db) throws Exception {
        Connection holder = db.connection();
        holder.createStatement()
                .execute("SET application_name = 'another-runner'; SELECT pg_advisory_lock("
                        + RunnerLock.key(db.name(), "public", "bellows_ledger") + ")");
        return holder;
    }

    @PostgresTest
    void whereNothingIsToDoNoLockIsTaken(TestDatabase db) throws Exception {
        db.migrations(FILES);
        db.apply();
        try (Connection holder = lockHolder(db)) {
            // It would wait for ever.
            assertThat(Bellows.on(db.dataSource())
                            .settings(patient(db, Duration.ZERO))
                            .applyWithoutLease()
                            .current())
                    .isTrue();
            assertThat(holder.isValid(5)).isTrue();
        }
    }

    @PostgresTest
    void aPoolGetsItsConnectionBackWithoutTheLock(TestDatabase db) throws Exception {
        db.migrations(FILES + "-- file: 4_own_lock.sql\nSELECT pg_advisory_lock(42);\n");
        HikariConfig config = new HikariConfig();
        config.setDataSource(db.dataSource());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

            List<String> locks = new ArrayList<>();
            db.query("SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND database ="
                            + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                    .forEach(row -> locks.add(row.get(0)));
            assertThat(locks).isEmpty();
            assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isEqualTo(1);
        }
    }

    @PostgresTest
    @Tag("scenario-27")
    void twoLedgersInOneDatabaseAreNotInEachOthersWay(TestDatabase db) throws Exception {
        db.migrations(FILES);
        try (Connection holder = lockHolder(db)) {
            String hostile = "\"x\"\"; drop table y; --\"";
            Bellows other = db.bellows().ledger(hostile);

            assertThat(other.applyWithoutLease().steps()).hasSize(4);
            assertThat(other.applyWithoutLease().steps()).isEmpty();
            assertThat(other.status().refusals()).isEmpty();
            assertThat(holder.isValid(5)).isTrue();
        }
        assertThat(db.query("SELECT relname FROM pg_class WHERE relname LIKE 'x\"; drop%' AND relkind IN ('r', 'v')"))
                .hasSize(9);
        assertThat(db.value("SELECT count(*) FROM \"x\"\"; drop table y; --_status\" WHERE state = 'applied'"))
                .isEqualTo("4");
    }
}
