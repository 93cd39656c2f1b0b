package dev.bellows.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.DownTarget;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.StepResult.Outcome;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Interrupting the calling thread cancels what the server does for it; nothing is left in doubt. */
class InterruptTest {
    private static final String NOBODY = "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND state = 'active' AND backend_type = 'client backend')"
            + " AND NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database()))";

    private static final int TABLES = 24;

    private static InterruptedRunException interrupted(InterruptedCall<Report> call) throws Exception {
        InterruptedCall.End<Report> end = call.end();
        assertThat(end.failure()).isInstanceOf(InterruptedRunException.class);
        assertThat(end.flag()).as("the interrupt flag").isTrue();
        return (InterruptedRunException) requireNonNull(end.failure());
    }

    private static void sleeps(TestDatabase db) {
        Until.isTrue(
                db,
                "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep')");
    }

    private static void waitsForALock(TestDatabase db) {
        Until.isTrue(
                db,
                "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')");
    }

    /** Interrupts the calling thread itself at the first event of a kind. */
    private static Listener at(Class<? extends Progress> kind) {
        return progress -> {
            if (kind.isInstance(progress)) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @PostgresTest
    void aStatementIsCancelledItsTransactionUndoneAndItsFailureRecorded(TestDatabase db) throws Exception {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a ();
                -- file: 2_b.sql
                CREATE TABLE b ();
                SELECT pg_sleep(3600);
                """);
        InterruptedCall<Report> call = InterruptedCall.start(db::apply);
        sleeps(db);

        InterruptedRunException thrown = interrupted(call.interrupt());

        assertThat(thrown).hasMessage("interrupted during 2; nothing of it is in the database; next: bellows apply");
        assertThat(thrown.report().steps()).extracting("outcome").containsExactly(Outcome.APPLIED, Outcome.FAILED);
        assertThat(thrown.report().failure())
                .extracting("sqlState", "statement", "line", "next")
                .containsExactly("57014", 2, 2, "it was interrupted; to go on: bellows apply");
        assertThat(thrown.report().position()).isEqualTo(2);
        assertThat(db.value("SELECT " + NOBODY)).isEqualTo("t");
        assertThat(db.query("SELECT event, statements_done, sqlstate FROM bellows_ledger WHERE version = '2'"))
                .containsExactly(List.of("failed", "0", "57014"));

        db.migrations("-- file: 2_b.sql\nCREATE TABLE b ();\n");
        assertThat(db.apply().current()).isTrue();
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "failed 2 0/2", "applied 2 1/1");
    }

    @PostgresTest
    void anAlterThatQueuesForALockIsCancelled(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE busy ()");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\n-- bellows:lock-timeout 1h\nALTER TABLE busy ADD a int;\n");
        try (Connection reader = db.connection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM busy");
            InterruptedCall<Report> call = InterruptedCall.start(db::apply);
            waitsForALock(db);

            assertThat(interrupted(call.interrupt()).report().failure())
                    .extracting("sqlState", "statement")
                    .containsExactly("57014", 1);
        }

        assertThat(db.apply().steps()).extracting("outcome").containsExactly(Outcome.APPLIED);
        assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/1", "applied 1 1/1");
    }

    @PostgresTest
    void aConcurrentBuildIsCancelledAndTheNextRunClearsItsIndex(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE busy (i int)");
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_i.sql
                -- bellows:transaction off
                INSERT INTO busy VALUES (1);
                CREATE INDEX CONCURRENTLY busy_i ON busy (i);
                INSERT INTO busy VALUES (2);
                """);
        try (Connection writer = db.connection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO busy VALUES (0)");
            InterruptedCall<Report> call = InterruptedCall.start(db::apply);
            waitsForALock(db);

            InterruptedRunException thrown = interrupted(call.interrupt());

            assertThat(thrown)
                    .hasMessage("interrupted during 1; 1 of its 3 statements are recorded as done; next:"
                            + " bellows apply");
            assertThat(thrown.report().failure())
                    .extracting("sqlState", "statement", "done")
                    .containsExactly("57014", 2, 1);
            assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'busy_i'::regclass"))
                    .isEqualTo("f");
            writer.rollback();
        }

        assertThat(db.apply().current()).isTrue();

        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'busy_i'::regclass"))
                .isEqualTo("t");
        assertThat(db.query("SELECT i FROM busy ORDER BY i")).containsExactly(List.of("1"), List.of("2"));
        assertThat(db.ledger())
                .containsExactly(
                        "baselined 0",
                        "applied 1 1/3",
                        "intent 1 1/3",
                        "failed 1 1/3",
                        "intent 1 1/3",
                        "applied 1 2/3",
                        "applied 1 3/3");
    }

    @PostgresTest
    void aPauseBetweenTriesEnds(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_a.sql\nDO 'BEGIN RAISE lock_not_available; END';\n");

        assertThat(interrupted(InterruptedCall.start(() -> db.bellows()
                                .listener(at(Progress.Retrying.class))
                                .applyWithoutLease()))
                        .report()
                        .failure())
                .extracting("sqlState", "statement")
                .containsExactly("57014", 1);

        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        assertThat(db.apply().current()).isTrue();
        assertThat(db.ledger()).containsExactly("failed 1 0/1", "applied 1 1/1");
    }

    @PostgresTest
    void soDoesTheWaitForAnOlderTransaction(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE busy ()");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\nALTER TABLE busy ADD a int;\n");
        try (Connection reader = db.connection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM busy");
            assertThat(interrupted(InterruptedCall.start(() -> db.bellows()
                                    .listener(at(Progress.WaitingForOthers.class))
                                    .applyWithoutLease()))
                            .report()
                            .failure())
                    .extracting("sqlState", "statement")
                    .containsExactly("57014", 1);
        }

        assertThat(db.apply().current()).isTrue();
        assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/1", "applied 1 1/1");
    }

    @PostgresTest
    void soDoesTheWaitForAnIndexThatSomebodyElseMayBeBuilding(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE busy (i int); CREATE INDEX busy_i ON busy (i);"
                + " UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'busy_i'::regclass");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_i.sql\nCREATE INDEX CONCURRENTLY busy_i ON busy (i);\n");
        try (Connection builder = db.connection();
                Statement statement = builder.createStatement()) {
            builder.setAutoCommit(false);
            statement.execute("LOCK TABLE busy IN SHARE UPDATE EXCLUSIVE MODE");
            assertThat(interrupted(InterruptedCall.start(() -> db.bellows()
                                    .listener(at(Progress.Notice.class))
                                    .applyWithoutLease()))
                            .report()
                            .failure())
                    .extracting("sqlState", "statement")
                    .containsExactly("57014", 1);
        }

        assertThat(db.apply().current()).isTrue();
        assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/1", "intent 1 0/1", "applied 1 1/1");
    }

    @PostgresTest
    void aWaiterOnTheLockLeavesAndNothingIsRecorded(TestDatabase db) throws Exception {
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        LedgerTables tables = new LedgerTables("public", LedgerName.DEFAULT);
        long key = RunnerLock.key(db.name(), tables.schema(), tables.name().table());
        CountDownLatch waits = new CountDownLatch(1);
        try (Connection holder = db.connection();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + key + ")");
            InterruptedCall<Report> call = InterruptedCall.start(() -> db.bellows()
                    .listener(progress -> {
                        if (progress instanceof Progress.WaitingForLock) {
                            waits.countDown();
                        }
                    })
                    .applyWithoutLease());
            waits.await();

            InterruptedRunException thrown = interrupted(call.interrupt());

            assertThat(thrown).hasMessage("interrupted while waiting; nothing more was run");
            assertThat(thrown.report().database()).isEqualTo(db.name());
        }

        assertThat(db.apply().current()).isTrue();
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 1/1");
    }

    @PostgresTest
    void aLedgerThatSomebodyLockedIsNotWaitedForEither(TestDatabase db) throws Exception {
        db.bellows().baseline("0");
        try (Connection holder = db.connection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE bellows_ledger");
            InterruptedCall<Report> call = InterruptedCall.start(db::apply);
            waitsForALock(db);

            assertThat(interrupted(call.interrupt())).hasMessage("interrupted; nothing more was run; next: run again");
        }
    }

    @PostgresTest
    void waitingUntilCurrentEnds(TestDatabase db) throws Exception {
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        InterruptedCall<Report> call = InterruptedCall.start(() -> db.bellows().awaitCurrent(Duration.ofHours(1)));
        Until.isTrue(
                db,
                "EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'bellows%'"
                        + " AND datname = current_database())");

        assertThat(interrupted(call.interrupt()).report().ledger()).isEqualTo("public.bellows_ledger");
    }

    @PostgresTest
    void whoIsInterruptedAlreadyBeginsNothing(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");

        InterruptedRunException thrown = interrupted(InterruptedCall.start(() -> {
            Thread.currentThread().interrupt();
            return db.apply();
        }));

        assertThat(thrown).hasMessage("interrupted before anything was run; next: run again");
        assertThat(db.value("SELECT to_regclass('bellows_ledger')")).isNull();
    }

    @PostgresTest
    void betweenTwoMigrationsNothingFails(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n-- file: 2_b.sql\nCREATE TABLE b ();\n");

        InterruptedRunException thrown = interrupted(InterruptedCall.start(
                () -> db.bellows().listener(at(Progress.StepFinished.class)).applyWithoutLease()));

        assertThat(thrown).hasMessage("interrupted before 2 began; next: bellows apply");
        assertThat(thrown.report().steps()).extracting("outcome").containsExactly(Outcome.APPLIED);
        assertThat(thrown.report().failure()).isNull();
        assertThat(db.ledger()).containsExactly("applied 1 1/1");
    }

    @PostgresTest
    void anInterruptThatComesTooLateStopsNothing(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");

        InterruptedCall.End<Report> end = InterruptedCall.start(() ->
                        db.bellows().listener(at(Progress.StepFinished.class)).applyWithoutLease())
                .end();

        assertThat(requireNonNull(end.result()).current()).isTrue();
        assertThat(end.flag()).isTrue();
    }

    @PostgresTest
    void aCommitIsNeverCancelled(TestDatabase db) throws Exception {
        db.bellows().baseline("0");
        db.sql("CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN LOCK TABLE gate; RETURN NULL; END $$; CREATE TABLE gate ();"
                + " CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON bellows_ledger DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION wait()");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        InterruptedCall<Report> call;
        try (Connection holder = db.connection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE gate");
            call = InterruptedCall.start(db::apply);
            waitsForALock(db);
            call.interrupt();
            Pause.exactly(Duration.ofMillis(500));
        }

        assertThat(requireNonNull(call.end().result()).current()).isTrue();
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 1/1");
    }

    @PostgresTest
    void theTrialOfADownIsCancelled(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n-- file: 1_a.down.sql\nSELECT pg_sleep(3600);\n");
        db.apply();
        InterruptedCall<Report> call =
                InterruptedCall.start(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true));
        sleeps(db);

        assertThat(interrupted(call.interrupt()))
                .hasMessage("interrupted while looking for what would be lost; nothing was run");
        assertThat(db.ledger()).containsExactly("applied 1 1/1");
        assertThat(db.value("SELECT " + NOBODY)).isEqualTo("t");
    }

    /** At any moment whatever: what is recorded is what is there, and the next run finishes it. */
    @PostgresTest
    void wheneverItComesEachMigrationIsAppliedOnce(TestDatabase db) throws Exception {
        StringBuilder files = new StringBuilder();
        IntStream.rangeClosed(1, TABLES).forEach(n -> files.append("-- file: ")
                .append(n)
                .append("_t.sql\n")
                .append(n % 3 == 0 ? "-- bellows:transaction off\n" : "")
                .append("CREATE TABLE t")
                .append(n)
                .append(" (i int);\n")
                .append(n % 3 == 0 ? "CREATE INDEX CONCURRENTLY ON t" + n + " (i);\n" : "SELECT pg_sleep(0.001);\n")
                .append("INSERT INTO t")
                .append(n)
                .append(" VALUES (1);\n"));
        db.migrations(files.toString());

        boolean current = false;
        for (int round = 0; round < 200 && !current; round++) {
            InterruptedCall<Report> call = InterruptedCall.start(db::apply);
            Pause.exactly(Duration.ofMillis(ThreadLocalRandom.current().nextLong(400)));
            InterruptedCall.End<Report> end = call.interrupt().end();
            if (end.failure() != null) {
                assertThat(end.failure()).isInstanceOf(InterruptedRunException.class);
            }
            current = end.result() != null;
            assertThat(db.value("SELECT " + NOBODY)).isEqualTo("t");
        }

        assertThat(db.apply().current()).isTrue();
        assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$' AND relkind = 'r'"))
                .isEqualTo("" + TABLES);
        for (int n = 1; n <= TABLES; n++) {
            assertThat(db.value("SELECT count(*) FROM t" + n)).isEqualTo("1");
        }
        assertThat(db.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .isEqualTo("0");
        assertThat(db.value("SELECT count(*) FROM bellows_ledger WHERE event = 'applied' AND statements_done ="
                        + " statements_total"))
                .isEqualTo("" + TABLES);
    }
}
