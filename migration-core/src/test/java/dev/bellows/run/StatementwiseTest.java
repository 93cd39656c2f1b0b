package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.sql.ForbiddenInTransactionExamples;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PostgreSQL does not run in one transaction: each statement counts once. */
class StatementwiseTest {
    @PostgresTest
    void aFailureInTheMiddleIsMendedAndResumedThere(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES ('one');
                VACUUM a;
                """);
        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("1_a.sql:3:23")
                .hasMessageContaining("22P02");

        db.migrations("""
                -- file: 1_a.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                VACUUM a;
                """);
        db.apply();

        assertThat(db.ledger())
                .containsExactly("applied 1 1/3", "failed 1 1/3", "applied 1 2/3", "intent 1 2/3", "applied 1 3/3");
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
    }

    @PostgresTest
    @Tag("scenario-8")
    void aTableAndThenAConcurrentIndexAreMadeByOneProcess(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 2_index.sql
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                """);

        assertThat(db.apply().steps()).hasSize(2);

        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("t");
    }

    @PostgresTest
    void aConcurrentUniqueIndexThatFailsLeavesNothingBehind(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1), (1);
                -- file: 2_index.sql
                CREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i);
                """);

        assertThatThrownBy(db::apply).hasMessageContaining("23505");
        assertThat(db.value("SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass"))
                .isEqualTo("0");

        db.sql("DELETE FROM a WHERE ctid = (SELECT min(ctid) FROM a)");
        db.apply();
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("t");
    }

    @PostgresTest
    @Tag("scenario-6")
    void ifNotExistsOverAnInvalidIndexBuildsIt(TestDatabase db) {
        db.sql("CREATE TABLE a (i int); INSERT INTO a VALUES (1), (1)");
        assertThatThrownBy(() -> db.sql("CREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i)"))
                .isInstanceOf(IllegalStateException.class);
        db.sql("DELETE FROM a");
        db.bellows().baseline("0");
        db.migrations(
                "-- file: 1_i.sql\n-- bellows:phase contract\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_i ON a (i);\n");

        db.applyAttested();

        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("t");
    }

    @PostgresTest
    void theInvalidIndexOfAnotherTableIsNotTouched(TestDatabase db) {
        db.sql("CREATE TABLE a (i int); CREATE TABLE other (i int); INSERT INTO other VALUES (1), (1)");
        assertThatThrownBy(() -> db.sql("CREATE UNIQUE INDEX CONCURRENTLY a_i ON other (i)"))
                .isInstanceOf(IllegalStateException.class);
        db.bellows().baseline("0");
        db.migrations("-- file: 1_i.sql\nCREATE INDEX CONCURRENTLY a_i ON a (i);\n");

        assertThatThrownBy(db::apply).hasMessageContaining("42P07");

        assertThat(db.value("SELECT indrelid::regclass FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("other");
    }

    @PostgresTest
    void whatTheFileSetsStaysInForceForItsLaterStatements(TestDatabase db) {
        db.sql("CREATE SCHEMA shop; CREATE SCHEMA other; CREATE TABLE other.a (i int)");
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_a.sql
                SELECT pg_catalog.set_config('search_path', 'shop', false);
                CREATE TABLE a (i int);
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                SET LOCAL search_path = other;
                CREATE TABLE b (i int);
                SET search_path TO other;
                CREATE INDEX CONCURRENTLY ON a (i);
                -- file: 2_c.sql
                CREATE TABLE c (i int);
                """);

        db.apply();

        assertThat(db.query("SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename IN ('a', 'b', 'c')"
                        + " UNION ALL SELECT schemaname || '.' || indexname FROM pg_indexes WHERE tablename = 'a'"
                        + " ORDER BY 1"))
                .extracting(row -> row.get(0))
                .containsExactly("other.a", "other.a_i_idx", "public.c", "shop.a", "shop.a_i", "shop.b");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "CALL work()|2D000",
                "DO $$ BEGIN INSERT INTO log VALUES (1); COMMIT; END $$|2D000",
                "REINDEX TABLE parted|25001",
                "REINDEX INDEX parted_i|25001",
                "CLUSTER parted USING parted_i|25001"
            })
    void whatOnlyTheServerKnowsNeedsTheDirectiveAndTheErrorSaysSo(String statement, String sqlState, TestDatabase db) {
        db.sql("CREATE TABLE log (i int); CREATE TABLE parted (i int) PARTITION BY RANGE (i);"
                + " CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (2);"
                + " CREATE INDEX parted_i ON parted (i);"
                + " CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); COMMIT; END $$");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_it.sql\n" + statement + ";\n");
        boolean clusters = statement.startsWith("CLUSTER");
        if (clusters && Integer.parseInt(String.valueOf(db.value("SHOW server_version_num"))) < 150000) {
            return;
        }

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining(sqlState)
                .hasMessageContaining("add '-- bellows:transaction off' at the top of the file");

        db.migrations("-- file: 1_it.sql\n-- bellows:transaction off\n" + statement + ";\n");
        assertThat(db.apply().current()).isTrue();
        assertThat(db.ledger()).endsWith("intent 1 0/1", "applied 1 1/1");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"ALTER TYPE mood ADD VALUE 'happy'", "VACUUM (ANALYZE)", "REINDEX SCHEMA public"})
    void whatTheServerForbidsOrLimitsInsideATransactionRuns(String statement, TestDatabase db) {
        db.sql("CREATE TYPE mood AS ENUM ('sad')");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_it.sql\n" + statement + ";\n");

        assertThat(db.apply().current()).isTrue();
    }

    /** Each entry of the list, tried: PostgreSQL refuses it in a transaction block, in so many words. */
    @PostgresTest
    void everyStatementOfTheListIsForbiddenInsideATransaction(TestDatabase db) throws Exception {
        int version = Integer.parseInt(String.valueOf(db.value("SHOW server_version_num"))) / 10000;
        for (ForbiddenInTransactionExamples.Example example : ForbiddenInTransactionExamples.all()) {
            if (example.since() > version || !example.plainServer()) {
                continue;
            }
            try (var connection = db.connection();
                    var statement = connection.createStatement()) {
                for (String setup : example.setup()) {
                    statement.execute(setup);
                }
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> statement.execute(example.statement()))
                        .as(example.statement())
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isEqualTo("25001"));
                connection.rollback();
                connection.setAutoCommit(true);
                for (String cleanup : example.cleanup()) {
                    statement.execute(cleanup);
                }
            }
        }
    }

    @PostgresTest
    void aFileThatInsistsOnATransactionIsRefused(TestDatabase db) {
        db.migrations("-- file: 1_v.sql\n-- bellows:transaction on\nVACUUM;\n");

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not-in-transaction: PostgreSQL runs VACUUM only outside a transaction");
    }

    @PostgresTest
    @Tag("scenario-22")
    void aLockTimeoutInTheSecondStatementDoesNotRepeatTheFirst(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE busy (i int)");
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_two.sql
                -- bellows:transaction off
                CREATE TABLE once (i int);
                DO $$ BEGIN ALTER TABLE busy ADD j int; END $$;
                """);
        try (var reader = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("LOCK TABLE busy IN ACCESS SHARE MODE");
            assertThatThrownBy(db::apply).hasMessageContaining("55P03");
        }

        db.apply();

        assertThat(db.ledger())
                .containsExactly(
                        "baselined 0",
                        "applied 1 1/2",
                        "intent 1 1/2",
                        "failed 1 1/2",
                        "intent 1 1/2",
                        "applied 1 2/2");
    }
}
