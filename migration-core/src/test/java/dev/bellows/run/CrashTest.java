package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.Decision;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Resolution;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process is killed where no transaction protects it; the next run asks the database and finishes the work. */
@Timeout(120)
class CrashTest {
    private static final String NOBODY_WORKS = "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname ="
            + " current_database() AND application_name LIKE 'bellows%')";

    private static final String VALID =
            "SELECT string_agg(indexrelid::regclass || ' ' || indisvalid, ', ' ORDER BY indexrelid::regclass::text)"
                    + " FROM pg_index WHERE indrelid = 'users'::regclass";

    private static void killBefore(String statement, TestDatabase db) throws IOException {
        try (OtherProcess process = OtherProcess.apply(db, statement)) {
            process.awaitStop();
        }
        Until.isTrue(db, NOBODY_WORKS);
    }

    @PostgresTest
    @Tag("scenario-4")
    void killedBetweenTwoStatementsTheNextRunGoesOnWithTheSecond(TestDatabase db) throws IOException {
        db.migrations("""
                -- file: 1_users.sql
                -- bellows:transaction off
                SET search_path = shop;
                CREATE TABLE users (id int);
                CREATE INDEX CONCURRENTLY users_id ON users (id);
                INSERT INTO users VALUES (1);
                """);
        db.sql("CREATE SCHEMA shop");

        killBefore("3/4", db);
        assertThat(db.ledger()).containsExactly("applied 1 1/4", "applied 1 2/4");

        // The search path that the file set is in force again: in another schema there would be no such table.
        db.apply();

        assertThat(db.ledger())
                .containsExactly("applied 1 1/4", "applied 1 2/4", "intent 1 2/4", "applied 1 3/4", "applied 1 4/4");
        assertThat(db.value("SELECT count(*) FROM shop.users")).isEqualTo("1");
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'shop.users_id'::regclass"))
                .isEqualTo("t");
    }

    @PostgresTest
    @Tag("scenario-19")
    void killedBetweenStatementsAFileWhoseFinishedPartWasEditedIsRefused(TestDatabase db) throws IOException {
        db.migrations("""
                -- file: 1_users.sql
                -- bellows:transaction off
                CREATE TABLE users (id int);
                VACUUM users;
                """);
        killBefore("2/2", db);
        db.migrations("""
                -- file: 1_users.sql
                -- bellows:transaction off
                CREATE TABLE users (id bigint);
                VACUUM users;
                """);

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("prefix-edited")
                .hasMessageContaining("bellows resolve 1 --as applied|reverted|resume-at:N");
    }

    /** An open transaction holds a concurrent build up; there the process is killed, and its backend too. */
    private static void killDuring(String waiting, TestDatabase db) throws Exception {
        try (Connection reader = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("SELECT count(*) FROM users").close();
            try (OtherProcess process = OtherProcess.apply(db, "never")) {
                Until.isTrue(
                        db,
                        "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE '"
                                + waiting + "%' AND wait_event_type = 'Lock')");
                process.kill();
                db.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name LIKE 'bellows%'");
                Until.isTrue(db, NOBODY_WORKS);
            }
        }
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({
        "CREATE INDEX CONCURRENTLY users_id ON users (id), users_id true",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_id ON users (id), users_id true",
        "CREATE INDEX CONCURRENTLY ON users (id) WHERE id > 0, users_id_idx true"
    })
    @Tag("scenario-5")
    void killedDuringAConcurrentBuildTheInvalidIndexIsBuiltAgain(String build, String expected, TestDatabase db)
            throws Exception {
        db.sql("CREATE TABLE users (id int, name text); INSERT INTO users VALUES (1, 'a')");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_index.sql\n-- bellows:phase contract\n" + build + ";\n");

        killDuring("CREATE", db);
        assertThat(db.value(VALID)).endsWith(" false");
        assertThat(db.ledger()).containsExactly("baselined 0", "opened 1", "intent 1 0/1");

        db.applyAttested();
        assertThat(db.value(VALID)).isEqualTo(expected);
        assertThat(db.ledger())
                .containsExactly(
                        "baselined 0", "opened 1", "intent 1 0/1", "opened 1", "intent 1 0/1", "applied 1 1/1");
    }

    @PostgresTest
    void anUnnamedIndexIsToldFromTheOthersOfItsTable(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE users (id int PRIMARY KEY, name text)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_index.sql\nCREATE INDEX CONCURRENTLY ON users (name);\n");
        killDuring("CREATE", db);

        db.apply();

        assertThat(db.value(VALID)).isEqualTo("users_name_idx true, users_pkey true");
    }

    @PostgresTest
    void killedDuringAReindexItsLeftoversGo(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE users (id int, name text); CREATE INDEX users_id ON users (id)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_index.sql\nREINDEX TABLE CONCURRENTLY users;\n");

        killDuring("REINDEX", db);
        assertThat(db.value(VALID)).contains("_ccnew false");

        db.apply();
        assertThat(db.value(VALID)).isEqualTo("users_id true");
        assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname ~ '_cc(new|old)'"))
                .isEqualTo("0");
    }

    @PostgresTest
    void killedDuringADetachItIsFinalised(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE users (id int) PARTITION BY RANGE (id);"
                + " CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (1) TO (2)");
        db.bellows().baseline("0");
        db.migrations(
                "-- file: 1_detach.sql\n-- bellows:phase contract\nALTER TABLE users DETACH PARTITION users_1 CONCURRENTLY;\n");

        killDuring("ALTER", db);
        assertThat(db.value("SELECT inhdetachpending FROM pg_inherits")).isEqualTo("t");

        db.applyAttested();
        assertThat(db.value("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
        assertThat(db.ledger()).containsExactly("baselined 0", "opened 1", "intent 1 0/1", "opened 1", "applied 1 1/1");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({"DROP INDEX CONCURRENTLY users_id, DROP", "VACUUM (FULL) users, VACUUM"})
    void killedDuringWhatMayBeRepeatedItIsRepeated(String statement, String command, TestDatabase db) throws Exception {
        db.sql("CREATE TABLE users (id int, name text); CREATE INDEX users_id ON users (id)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_it.sql\n" + statement + ";\n");

        killDuring(command, db);

        db.apply();
        assertThat(db.ledger()).containsExactly("baselined 0", "intent 1 0/1", "intent 1 0/1", "applied 1 1/1");
    }

    @PostgresTest
    void aValidIndexWithAnotherDefinitionIsAPersonsToDecide(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE users (id int, name text)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_index.sql\nCREATE INDEX CONCURRENTLY users_id ON users (id);\n");
        killDuring("CREATE", db);
        db.sql("DROP INDEX users_id; CREATE INDEX users_id ON users (name)");

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("in-doubt: an index public.users_id exists, valid, with another definition")
                .hasMessageContaining("resume-at:2 (take it as done) or resume-at:1 (run it again)");

        db.bellows().resolve(Resolution.of("1", Decision.resumeAt(2), "seen"));
        db.apply();
        assertThat(db.ledger())
                .containsExactly("baselined 0", "intent 1 0/1", "resolved 1 1/1 resume-at:2", "applied 1 1/1");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({"resume-at:1, 2", "resume-at:2, 1", "applied, 1"})
    @Tag("scenario-4")
    void whatMayHaveRunAndCannotBeToldIsAPersonsToDecide(String decision, String rows, TestDatabase db)
            throws Exception {
        db.sql("CREATE TABLE users (id int); CREATE TABLE log (id int);"
                + " CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); COMMIT;"
                + " LOCK TABLE users IN ACCESS EXCLUSIVE MODE; END $$");
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_call.sql
                -- bellows:transaction off
                -- bellows:lock-timeout 0
                CALL work();
                """);

        killDuring("CALL", db);

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("in-doubt")
                .hasMessageContaining("bellows resolve 1 --as resume-at:1 (it was not done) or resume-at:2 (it was)");
        db.bellows().resolve(Resolution.of("1", Decision.parse(decision), "looked"));
        assertThat(db.apply().current()).isTrue();
        assertThat(db.value("SELECT count(*) FROM log")).isEqualTo(rows);
    }

    @PostgresTest
    @Tag("scenario-1")
    void killedInATransactionNothingIsApplied(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE users (id int)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\nLOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE;\n");
        try (Connection holder = db.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE");
            try (OtherProcess process = OtherProcess.apply(db, "never")) {
                Until.isTrue(
                        db,
                        "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND query LIKE 'LOCK%' AND wait_event_type = 'Lock' AND application_name LIKE 'bellows%')");
                process.kill();
            }
        }
        Until.isTrue(db, NOBODY_WORKS);
        assertThat(db.value("SELECT to_regclass('a')")).isNull();

        assertThat(db.apply().steps()).hasSize(1);
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 2/2");
    }
}
