package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.effect.LockMode;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;

/** The tables of a migration are locked before the first statement that needs one, in the order of their names. */
@Timeout(120)
class LockOrderTest {
    private static final String HELD =
            "SELECT string_agg(relation::regclass || ' ' || mode, ', ' ORDER BY relation::regclass::text)"
                    + " AS held FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'"
                    + " AND relation IN ('a'::regclass, 'c'::regclass) AND mode <> 'AccessShareLock'";

    private static void tables(TestDatabase db) {
        db.migrations(
                "-- file: 1_tables.sql\nCREATE TABLE a (i int); CREATE TABLE b (i int); CREATE TABLE c (i int);\n");
        db.apply();
    }

    @PostgresTest
    void thePlanNamesTheTablesAndTheStrongestLockOnEach(TestDatabase db) {
        tables(db);
        db.migrations("""
                -- file: 2_more.sql
                CREATE INDEX c_i ON c (i);
                ALTER TABLE a ADD j int;
                ALTER TABLE c ADD j int;
                CREATE TABLE d (i int);
                ALTER TABLE d ADD j int;
                """);

        assertThat(db.bellows().plan().steps().get(0).locks().entrySet())
                .extracting(Object::toString)
                .containsExactly("a=" + LockMode.ACCESS_EXCLUSIVE, "c=" + LockMode.ACCESS_EXCLUSIVE);
    }

    @PostgresTest
    void allAreHeldOnceTheFirstOfThemIsNeeded(TestDatabase db) {
        tables(db);
        db.migrations("-- file: 2_more.sql\nCREATE TABLE early AS " + HELD + ";\nALTER TABLE c ADD j int;\n"
                + "CREATE TABLE late AS " + HELD + ";\nALTER TABLE a ADD j int;\n");

        db.apply();

        assertThat(db.value("SELECT held FROM early")).isNull();
        assertThat(db.value("SELECT held FROM late")).isEqualTo("a AccessExclusiveLock, c AccessExclusiveLock");
    }

    @PostgresTest
    void whatRunsOutsideATransactionLocksStatementByStatement(TestDatabase db) {
        tables(db);
        db.migrations("-- file: 2_more.sql\n-- bellows:transaction off\nALTER TABLE c ADD j int;\nCREATE TABLE late AS "
                + HELD + ";\nALTER TABLE a ADD j int;\n");

        db.apply();

        assertThat(db.value("SELECT held FROM late")).isNull();
    }

    @PostgresTest
    void anApplicationThatTakesThemInThatOrderIsNeverInOurWayNorWeInIts(TestDatabase db) throws Exception {
        tables(db);
        db.sql("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)");
        db.migrations("-- file: 2_other_way_round.sql\nALTER TABLE b ADD j int;\nALTER TABLE a ADD j int;\n");
        AtomicInteger retries = new AtomicInteger();
        AtomicInteger waits = new AtomicInteger();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection application = db.connection()) {
            application.setAutoCommit(false);
            application.createStatement().execute("UPDATE a SET i = 2");
            Future<Report> run = thread.submit(() -> db.bellows()
                    .listener(progress -> {
                        if (progress instanceof Progress.Retrying) {
                            retries.incrementAndGet();
                        } else if (progress instanceof Progress.WaitingForOthers) {
                            waits.incrementAndGet();
                        }
                    })
                    .applyWithoutLease());
            String queued = "EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'a'::regclass)";
            while (waits.get() == 0 && !"t".equals(db.value("SELECT " + queued))) {
                Thread.sleep(10);
            }

            application.createStatement().execute("UPDATE b SET i = 2");
            application.commit();

            assertThat(run.get().steps()).hasSize(1);
        } finally {
            thread.shutdownNow();
        }
        assertThat(retries).hasValue(0);
        assertThat(db.columns("a")).isEqualTo(List.of("i", "j"));
    }
}
