package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Location;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Which statements run outside a transaction, what is set for them, and what is looked at before each try. */
@Timeout(180)
class OutsideTransactionTest {
    private static Settings trying(TestDatabase db, Duration retry) {
        Timeouts usual = Timeouts.DEFAULT;
        return Settings.DEFAULT
                .change()
                .migrations(List.of(Location.of(db.folder().toString())))
                .timeouts(new Timeouts(
                        usual.runnerLock(),
                        usual.tableLock(),
                        usual.statement(),
                        usual.maxBlocking(),
                        usual.concurrent(),
                        retry))
                .build();
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "DO $$ BEGIN INSERT INTO log VALUES (1); END $$",
                "CALL work()",
                "REINDEX INDEX log_i",
                "CLUSTER log USING log_i"
            })
    void whatMayRunInATransactionDoesUnlessTheFileSaysOtherwise(String statement, TestDatabase db) {
        db.sql("CREATE TABLE log (i int); CREATE INDEX log_i ON log (i);"
                + " CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); END $$");
        db.bellows().baseline("0");
        // Both files run statement by statement; only the second says that all of it runs outside.
        db.migrations("-- file: 1_it.sql\nVACUUM log;\n" + statement
                + ";\n-- file: 2_it.sql\n-- bellows:transaction off\n" + statement + ";\n");

        db.apply();

        assertThat(db.ledger())
                .containsExactly(
                        "baselined 0",
                        "intent 1 0/2",
                        "applied 1 1/2",
                        "applied 1 2/2",
                        "intent 2 0/1",
                        "applied 2 1/1");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "SELECT set_config('my.word', 'a', false), note()",
                "SELECT note(), set_config('my.word', 'a', false)",
                "SELECT set_config('my.word', note(), false)",
                "SELECT set_config('my.word', 'a', false) FROM note()",
                "SELECT set_config('my.word', 'a', false) WHERE note() IS NOT NULL",
                "SELECT note()"
            })
    void aSelectThatDoesMoreThanSettingIsRunOnce(String statement, TestDatabase db) {
        db.sql("CREATE TABLE notes (i int); CREATE FUNCTION note() RETURNS text LANGUAGE sql AS"
                + " $$ INSERT INTO notes VALUES (1); SELECT 'noted' $$");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_it.sql\n-- bellows:transaction off\n" + statement
                + ";\nCREATE TABLE a ();\nVACUUM notes;\nCREATE TABLE b ();\n");

        db.apply();

        assertThat(db.value("SELECT count(*) FROM notes")).isEqualTo("1");
    }

    @PostgresTest
    void aSelectThatOnlySetsIsRunAgainBeforeEachStatement(TestDatabase db) {
        db.migrations("""
                -- file: 1_it.sql
                -- bellows:transaction off
                SELECT pg_catalog.set_config('my.word', 'hello', false);
                SET my.other = 'world';
                CREATE TABLE seen AS SELECT current_setting('my.word') AS word, current_setting('my.other') AS other;
                VACUUM seen;
                INSERT INTO seen SELECT current_setting('my.word'), current_setting('my.other');
                """);

        db.apply();

        assertThat(db.query("SELECT * FROM seen")).hasToString("[[hello, world], [hello, world]]");
    }

    /** Its first connection is the one that migrates; the test keeps it, to do in its session what a function would. */
    private static final class Kept extends PGSimpleDataSource {
        private static final long serialVersionUID = 1;

        private transient Connection first;

        Kept(TestDatabase db) {
            setUrl(db.jdbcUrl());
            setUser(db.user());
            setPassword(db.password());
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            first = first == null ? connection : first;
            return connection;
        }

        void execute(String sql) {
            try (var statement = first.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void heldByAReader(TestDatabase db, Runnable betweenTwoTries, Kept source) throws SQLException {
        db.sql("CREATE TABLE a (i int); INSERT INTO a VALUES (1)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_it.sql\nVACUUM FULL a;\n");
        try (Connection reader = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT FROM a");
            Bellows.on(source)
                    .migrations(db.folder().toString())
                    .listener(progress -> {
                        if (progress instanceof Progress.Retrying) {
                            betweenTwoTries.run();
                            rollback(reader);
                        }
                    })
                    .applyWithoutLease();
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String file(TestDatabase db) {
        return String.valueOf(db.value("SELECT relfilenode FROM pg_class WHERE relname = 'a'"));
    }

    @PostgresTest
    void aLockLostBetweenTwoTriesStopsTheRunBeforeTheNext(TestDatabase db) {
        Kept source = new Kept(db);
        String[] before = {""};

        assertThatThrownBy(() -> heldByAReader(
                        db,
                        () -> {
                            before[0] = file(db);
                            source.execute("SELECT pg_advisory_unlock_all()");
                        },
                        source))
                .isInstanceOf(NotInTimeException.class)
                .hasMessageContaining("no longer holds Bellows's lock");

        assertThat(file(db)).as("a VACUUM FULL writes the table anew").isEqualTo(before[0]);
        assertThat(db.ledger()).containsExactly("baselined 0", "intent 1 0/1");
        assertThat(db.apply().current()).isTrue();
    }

    @PostgresTest
    void aRunnerThatWasOvertakenBetweenTwoTriesStopsBeforeTheNext(TestDatabase db) {
        String[] before = {""};

        assertThatThrownBy(() -> heldByAReader(
                        db,
                        () -> {
                            before[0] = file(db);
                            db.sql("UPDATE bellows_head SET position = position + 1");
                        },
                        new Kept(db)))
                .isInstanceOf(NotInTimeException.class)
                .hasMessageContaining("another runner");

        assertThat(file(db)).as("a VACUUM FULL writes the table anew").isEqualTo(before[0]);
    }

    @PostgresTest
    void aReaderOfThePartitionDoesNotMakeAFinalizeQueueForEver(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE p (i int) PARTITION BY RANGE (i);"
                + " CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (1) TO (2)");
        db.bellows().baseline("0");
        db.migrations(
                "-- file: 1_it.sql\n-- bellows:phase contract\nALTER TABLE p DETACH PARTITION p_1 CONCURRENTLY;\n");
        detachAndStopHalfWay(db);
        try (Connection reader = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT FROM p_1");

            assertThatThrownBy(() -> Bellows.on(db.dataSource())
                            .settings(trying(db, Duration.ofMillis(500)))
                            .attest("nothing old lives in a test")
                            .applyWithoutLease())
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("55P03");
            rollback(reader);
        }

        assertThat(db.applyAttested().current()).isTrue();
        assertThat(db.value("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
    }

    /** Somebody's detach, cancelled while it waited for a reader of the whole table: pending from then on. */
    private static void detachAndStopHalfWay(TestDatabase db) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection reader = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT FROM p");
            Future<?> detach = thread.submit(() -> db.sql("ALTER TABLE p DETACH PARTITION p_1 CONCURRENTLY"));
            Until.isTrue(db, "EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)");
            db.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE 'ALTER TABLE p DETACH%' AND state = 'active'");
            assertThatThrownBy(detach::get).hasMessageContaining("canceling statement");
            reader.rollback();
        } finally {
            thread.shutdownNow();
        }
    }

    @PostgresTest
    void anInvalidIndexThatSomebodyElseIsWorkingOnIsNotWaitedForWithoutEnd(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE a (i int); INSERT INTO a VALUES (1), (1)");
        assertThatThrownBy(() -> db.sql("CREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i)"))
                .isInstanceOf(IllegalStateException.class);
        db.sql("DELETE FROM a");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_i.sql\n-- bellows:phase contract\nCREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i);\n");
        try (Connection builder = db.connection()) {
            builder.setAutoCommit(false);
            builder.createStatement().execute("LOCK TABLE a IN SHARE UPDATE EXCLUSIVE MODE");

            assertThatThrownBy(() -> Bellows.on(db.dataSource())
                            .settings(trying(db, Duration.ofMillis(500)))
                            .attest("nothing old lives in a test")
                            .applyWithoutLease())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("index-in-use: another session has worked on the invalid index public.a_i")
                    .hasMessageContaining("pg_stat_activity")
                    .hasMessageContaining("bellows apply");
            rollback(builder);
        }

        assertThat(db.applyAttested().current()).isTrue();
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("t");
    }

    @PostgresTest
    void aProcedureThatCommitsIsToldWhatItsFileNeeds(TestDatabase db) {
        db.sql("CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_it.sql\nVACUUM;\nCALL work();\n");

        assertThatThrownBy(db::apply)
                .hasMessageContaining("2D000")
                .hasMessageContaining("add '-- bellows:transaction off' at the top of the file");
    }
}
