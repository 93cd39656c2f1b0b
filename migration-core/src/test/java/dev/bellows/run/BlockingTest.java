package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Blocker;
import dev.bellows.model.Location;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Traffic is never queued for long, and the application is never a deadlock's victim. */
@Timeout(180)
class BlockingTest {
    private static Bellows impatient(TestDatabase db, Duration retry) {
        return Bellows.on(db.dataSource())
                .settings(Settings.DEFAULT
                        .change()
                        .migrations(List.of(Location.of(db.folder().toString())))
                        .timeouts(Timeouts.DEFAULT.withRetry(retry))
                        .build());
    }

    private static void busyTables(TestDatabase db) {
        db.sql("CREATE TABLE a (i int); CREATE TABLE b (i int); CREATE TABLE c (i int);"
                + " INSERT INTO a VALUES (1); INSERT INTO b VALUES (1); INSERT INTO c VALUES (1)");
        db.bellows().baseline("0");
    }

    private static Connection reader(TestDatabase db, String table) throws SQLException {
        Connection reader = db.connection();
        reader.setAutoCommit(false);
        reader.createStatement()
                .execute("SET application_name = 'nightly report'; SELECT 'my secret', count(*) FROM " + table);
        return reader;
    }

    @PostgresTest
    @Tag("scenario-21")
    void anOpenReaderIsNamedWaitedForAndQueuesNobody(TestDatabase db) throws Exception {
        busyTables(db);
        db.migrations("-- file: 1_a.sql\nALTER TABLE a ADD j int;\n");
        List<Blocker> named = new ArrayList<>();
        AtomicInteger over = new AtomicInteger();
        AtomicBoolean othersRead = new AtomicBoolean();
        try (Connection reader = reader(db, "a")) {
            Report report = db.bellows()
                    .listener(progress -> {
                        if (progress instanceof Progress.WaitingForOthers waiting) {
                            named.addAll(waiting.blockers());
                            // We are not in the queue, so whoever comes now is not behind us.
                            othersRead.set("1".equals(db.value("SELECT count(*) FROM a")));
                            finish(reader);
                        } else if (progress instanceof Progress.WaitOver) {
                            over.incrementAndGet();
                        }
                    })
                    .applyWithoutLease();
            assertThat(report.steps()).hasSize(1);
        }
        assertThat(othersRead).isTrue();
        assertThat(named).hasSize(1);
        assertThat(over).as("the wait's end is told").hasValue(1);
        Blocker blocker = named.get(0);
        assertThat(blocker.pid()).isPositive();
        assertThat(blocker.prepared()).isNull();
        assertThat(blocker.application()).isEqualTo("nightly report");
        assertThat(blocker.state()).isEqualTo("idle in transaction");
        assertThat(blocker.inTransaction()).isNotNull();
        assertThat(blocker.query()).contains("count(*)").doesNotContain("my secret");
        assertThat(db.columns("a")).containsExactly("i", "j");
    }

    private static void finish(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    void whoIsInTheWayUntilTheEndIsNamedInTheFailure(TestDatabase db) throws Exception {
        busyTables(db);
        db.migrations("-- file: 1_a.sql\nALTER TABLE a ADD j int;\n");
        try (Connection reader = reader(db, "a")) {
            assertThatThrownBy(() -> impatient(db, Duration.ofMillis(500)).applyWithoutLease())
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("55P03")
                    .hasMessageContaining("in the way: pid ")
                    .hasMessageContaining("nightly report");
            finish(reader);
        }
        assertThat(db.columns("a")).containsExactly("i");
        assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/1");
        assertThat(db.apply().steps()).hasSize(1);
    }

    @PostgresTest
    void aColumnCalledLikeABusyTableIsNoReasonToGiveUp(TestDatabase db) throws Exception {
        busyTables(db);
        db.migrations("-- file: 1_a.sql\nALTER TABLE a ADD b int;\n");
        try (Connection reader = reader(db, "b")) {
            assertThat(impatient(db, Duration.ofMillis(500)).applyWithoutLease().steps())
                    .hasSize(1);
            finish(reader);
        }
    }

    @PostgresTest
    @Tag("scenario-21")
    void theApplicationIsNeverTheVictimOfADeadlock(TestDatabase db) throws Exception {
        busyTables(db);
        AtomicInteger victims = new AtomicInteger();
        AtomicInteger rounds = new AtomicInteger();
        AtomicInteger retries = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService application = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> sessions = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                sessions.add(application.submit(() -> readInTheOtherOrder(db, over, victims, rounds)));
            }
            // Each retry is a round in which somebody had to give way.
            for (int round = 1; retries.get() < 5; round++) {
                db.migrations("""
                        -- file: %1$d_all.sql
                        ALTER TABLE a ADD j%1$d int;
                        ALTER TABLE b ADD j%1$d int;
                        ALTER TABLE c ADD j%1$d int;
                        """.formatted(round));
                db.bellows()
                        .listener(progress -> {
                            // Where everything is slow, sessions that never pause could keep it out for minutes.
                            if (progress instanceof Progress.Retrying && retries.incrementAndGet() == 5) {
                                over.set(true);
                            }
                        })
                        .applyWithoutLease();
            }
            for (Future<?> session : sessions) {
                session.get();
            }
        } finally {
            over.set(true);
            application.shutdownNow();
        }
        assertThat(rounds).hasPositiveValue();
        assertThat(victims).hasValue(0);
    }

    private static void readInTheOtherOrder(
            TestDatabase db, AtomicBoolean over, AtomicInteger victims, AtomicInteger rounds) {
        try (Connection session = db.connection();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            while (!over.get()) {
                try {
                    statement.execute("SELECT i FROM c; SELECT pg_sleep(0.02); SELECT i FROM b;"
                            + " SELECT pg_sleep(0.02); SELECT i FROM a");
                    session.commit();
                    Pause.exactly(Duration.ofMillis(100));
                    rounds.incrementAndGet();
                } catch (SQLException e) {
                    session.rollback();
                    if ("40P01".equals(e.getSQLState())) {
                        victims.incrementAndGet();
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    @Tag("scenario-21")
    void whatBlocksForTooLongIsUndoneAndSaysSo(TestDatabase db) {
        busyTables(db);
        db.migrations("""
                -- file: 1_a.sql
                -- bellows:max-blocking 300ms
                ALTER TABLE a ADD j int;
                SELECT pg_sleep(60);
                """);

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("57014")
                .hasMessageContaining(
                        "it blocked traffic for longer than max-blocking, and was undone; split it, or raise the"
                                + " limit in ")
                .hasMessageContaining("1_a.sql with '-- bellows:max-blocking 30s'");
        assertThat(db.columns("a")).containsExactly("i");
    }

    @PostgresTest
    void whatADoBlockHidesIsLimitedToo(TestDatabase db) {
        busyTables(db);
        db.migrations("""
                -- file: 1_a.sql
                -- bellows:max-blocking 300ms
                DO $$ BEGIN EXECUTE 'ALTER TABLE a ADD j int'; PERFORM pg_sleep(60); END $$;
                """);
        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("it blocked traffic for longer than max-blocking, and was undone");
        assertThat(db.columns("a")).containsExactly("i");
    }

    @PostgresTest
    void aDoBlockThatStopsNobodyMayTakeItsTime(TestDatabase db) {
        busyTables(db);
        db.migrations("""
                -- file: 1_a.sql
                -- bellows:max-blocking 100ms
                DO $$ BEGIN CREATE TABLE fresh (i int); UPDATE a SET i = i; PERFORM pg_sleep(1); END $$;
                """);
        assertThat(db.apply().steps()).hasSize(1);
    }

    @PostgresTest
    void aNewTableBlocksNobodyHoweverLongItTakes(TestDatabase db) {
        busyTables(db);
        db.migrations("""
                -- file: 1_new.sql
                -- bellows:max-blocking 200ms
                CREATE TABLE fresh (i int);
                ALTER TABLE fresh ADD j int;
                SELECT pg_sleep(0.5);
                CREATE INDEX fresh_i ON fresh (i);
                """);

        assertThat(db.apply().steps()).hasSize(1);
    }

    @PostgresTest
    void aMigrationMayCloseAllItsCursors(TestDatabase db) {
        busyTables(db);
        db.migrations("""
                -- file: 1_cursors.sql
                DECLARE mine CURSOR FOR SELECT 1;
                CLOSE ALL;
                ALTER TABLE a ADD j int;
                ALTER TABLE b ADD j int;
                """);

        assertThat(db.apply().steps()).hasSize(1);
    }

    @PostgresTest
    @Tag("scenario-25")
    void aStatementThatSomebodyCancelsIsRecordedAndRunsNextTime(TestDatabase db) throws Exception {
        busyTables(db);
        db.migrations("-- file: 1_slow.sql\nCREATE TABLE slow (i int);\nSELECT pg_sleep(600);\n");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Report> run = thread.submit(() -> db.apply());
            String sleeping =
                    " FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'"
                            + " AND wait_event = 'PgSleep'";
            Until.isTrue(db, "EXISTS (SELECT" + sleeping + ")");
            db.sql("SELECT pg_cancel_backend(pid)" + sleeping);

            assertThatThrownBy(run::get)
                    .hasMessageContaining("57014")
                    .hasMessageContaining("it was cancelled; when that was a mistake: bellows apply");
        } finally {
            thread.shutdownNow();
        }
        assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/2");
        assertThat(db.value("SELECT to_regclass('slow')")).isNull();
    }

    @PostgresTest
    void aWeakStatementWaitsWithoutALimit(TestDatabase db) {
        busyTables(db);
        db.migrations("""
                -- file: 1_weak.sql
                CREATE TABLE seen AS SELECT 0 AS n, current_setting('lock_timeout') AS lock LIMIT 0;
                INSERT INTO seen SELECT 1, current_setting('lock_timeout');
                ALTER TABLE a ADD j int;
                INSERT INTO seen SELECT 2, current_setting('lock_timeout');
                """);

        db.apply();

        assertThat(db.value("SELECT lock FROM seen WHERE n = 1")).isEqualTo("0");
        assertThat(db.value("SELECT lock FROM seen WHERE n = 2")).isNotEqualTo("0");
    }

    @PostgresTest
    @Tag("scenario-21b")
    void aConcurrentBuildWaitsForAnOldSnapshotAndEndsValid(TestDatabase db) throws Exception {
        busyTables(db);
        db.migrations("-- file: 1_i.sql\nCREATE INDEX CONCURRENTLY a_i ON a (i);\n");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection old = db.connection()) {
            old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            old.setAutoCommit(false);
            old.createStatement().execute("SELECT count(*) FROM b");
            Future<Report> build = thread.submit(() -> db.apply());
            Until.isTrue(
                    db,
                    "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX%'"
                            + " AND wait_event_type = 'Lock')");
            assertThat(build.isDone()).isFalse();
            old.rollback();
            assertThat(build.get().steps()).hasSize(1);
        } finally {
            thread.shutdownNow();
        }
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("t");
    }
}
