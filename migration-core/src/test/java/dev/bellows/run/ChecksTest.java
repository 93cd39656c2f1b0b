package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.CheckResult;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Failure;
import dev.bellows.model.Location;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Queries beside a migration that must return no rows: after it, in its transaction, and again at any time. */
class ChecksTest {
    private static final String USERS = """
            -- file: 1_users.sql
            CREATE TABLE users (id int PRIMARY KEY, email text);
            INSERT INTO users VALUES (1, 'ada@example.org'), (2, 'geheim');
            """;

    private static Failure failure(TestDatabase db) {
        StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, db::apply);
        return Objects.requireNonNull(failed.report().failure());
    }

    @PostgresTest
    void aCheckThatHoldsLetsItsMigrationPass(TestDatabase db) {
        db.migrations(USERS + """
                -- file: 1_users.check.sql
                SELECT id FROM users WHERE email IS NULL;
                TABLE users EXCEPT SELECT * FROM users;
                VALUES (1) LIMIT 0;
                WITH none AS (SELECT 1 WHERE false) SELECT * FROM none;
                """);

        db.apply();

        assertThat(db.ledger()).containsExactly("applied 1 2/2");
    }

    @PostgresTest
    void aCheckThatFindsRowsUndoesItsMigration(TestDatabase db) {
        db.migrations(USERS + """
                -- file: 1_users.check.sql
                SELECT id FROM users WHERE id > 2;
                SELECT email FROM users
                WHERE email NOT LIKE '%@%';
                """);

        Failure failure = failure(db);

        assertThat(failure.file()).endsWith("1_users.check.sql");
        assertThat(failure.check()).isTrue();
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.statement()).isEqualTo(2);
        assertThat(failure.statements()).isEqualTo(2);
        assertThat(failure.excerpt()).isEqualTo("SELECT email FROM users");
        assertThat(failure.sqlState()).isEqualTo("BW003");
        assertThat(failure.message()).isEqualTo("the check found 1 row; it must find none");
        assertThat(failure.next()).endsWith("then: bellows apply");
        assertThat(failure.toString()).doesNotContain("geheim");
        assertThat(db.ledger()).containsExactly("failed 1 0/2");
        assertThat(db.value("SELECT message FROM bellows_ledger")).isEqualTo(failure.message());
        assertThat(db.value("SELECT to_regclass('users')")).isNull();
    }

    @PostgresTest
    void aCheckIsMendedWithoutTouchingItsMigration(TestDatabase db) {
        db.migrations(USERS);
        db.apply();
        db.migrations("""
                -- file: 1_users.check.sql
                SELECT 1 FROM users;
                """);

        db.bellows().validateWithoutLease();
    }

    @PostgresTest
    void manyRowsAreNotCounted(TestDatabase db) {
        db.migrations(USERS + """
                -- file: 1_users.check.sql
                SELECT generate_series(1, 2000000000);
                """);

        assertThat(failure(db).message()).isEqualTo("the check found more than 5 rows; it must find none");
    }

    @PostgresTest
    void aFunctionThatWritesIsRefusedByTheServer(TestDatabase db) {
        db.migrations("""
                -- file: 1_counter.sql
                CREATE SEQUENCE counter;
                CREATE FUNCTION next_one() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('counter') $$;
                -- file: 1_counter.check.sql
                SELECT 1 WHERE next_one() < 0;
                """);

        assertThat(failure(db).sqlState()).isEqualTo("25006");
    }

    @PostgresTest
    void theTransactionWritesAgainAfterTheCheck(TestDatabase db) {
        db.migrations(USERS + """
                -- file: 1_users.check.sql
                SELECT set_config('search_path', 'nowhere', false) IS NULL LIMIT 0;
                SELECT 1 WHERE current_setting('transaction_read_only') <> 'on';
                -- file: 2_more.sql
                INSERT INTO users VALUES (3, 'c@example.org');
                """);

        db.apply();

        assertThat(db.ledger()).containsExactly("applied 1 2/2", "applied 2 1/1");
        assertThat(db.value("SELECT count(*) FROM users")).isEqualTo("3");
    }

    @PostgresTest
    void whatTheMigrationHasSetDoesNotCount(TestDatabase db) {
        db.migrations("""
                -- file: 1_elsewhere.sql
                CREATE SCHEMA elsewhere;
                CREATE TABLE here (i int);
                SET search_path = elsewhere;
                CREATE TABLE there (i int);
                -- file: 1_elsewhere.check.sql
                SELECT i FROM here;
                SELECT i FROM elsewhere.there;
                """);

        db.apply();

        assertThat(db.bellows().validateChecks(false).checks()).hasSize(2).allMatch(CheckResult::holds);
    }

    @PostgresTest
    void outsideATransactionTheCheckDecidesAboutTheLastEntry(TestDatabase db) {
        db.migrations("""
                -- file: 1_index.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                -- file: 1_index.check.sql
                SELECT 1 WHERE (SELECT count(*) FROM a) = 0;
                """);

        Failure failure = failure(db);

        assertThat(failure.done()).isEqualTo(2);
        assertThat(db.ledger()).containsExactly("applied 1 1/2", "intent 1 1/2", "failed 1 2/2");
        assertThat(db.bellows().status().rows().get(0).state().word()).isEqualTo("failed");
        assertThat(db.bellows().status().next()).isEqualTo("bellows apply");

        db.sql("INSERT INTO a VALUES (1)");
        db.apply();

        assertThat(db.ledger()).endsWith("failed 1 2/2", "applied 1 2/2");
    }

    @PostgresTest
    void outsideATransactionALastStatementThatCanIsUndoneAlone(TestDatabase db) {
        db.migrations("""
                -- file: 1_fill.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                -- file: 1_fill.check.sql
                SELECT i FROM a;
                """);

        assertThat(failure(db).done()).isEqualTo(1);
        assertThat(db.ledger()).containsExactly("applied 1 1/2", "failed 1 1/2");
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("0");

        db.migrations("""
                -- file: 1_fill.check.sql
                SELECT i FROM a WHERE i > 1;
                """);
        db.apply();

        assertThat(db.ledger()).endsWith("applied 1 2/2");
    }

    @PostgresTest
    void aRepeatableIsCheckedEachTimeThatItRuns(TestDatabase db) {
        db.migrations("""
                -- file: R_view.sql
                CREATE OR REPLACE VIEW v AS SELECT 1 AS i WHERE false;
                -- file: R_view.check.sql
                SELECT i FROM v;
                """);
        db.apply();
        db.migrations("""
                -- file: R_view.sql
                CREATE OR REPLACE VIEW v AS SELECT 1 AS i;
                """);

        assertThat(failure(db).sqlState()).isEqualTo("BW003");
        assertThat(db.value("SELECT count(*) FROM v")).isEqualTo("0");
    }

    @PostgresTest
    void aDownIsNotChecked(TestDatabase db) {
        db.migrations(USERS + """
                -- file: 1_users.down.sql
                DROP TABLE users;
                -- file: 1_users.check.sql
                SELECT id FROM users WHERE id > 2;
                """);
        db.apply();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(db.value("SELECT to_regclass('users')")).isNull();
    }

    @PostgresTest
    void aCheckThatHoldsOthersUpForTooLongIsNamed(TestDatabase db) {
        db.migrations("""
                -- file: 1_users.sql
                CREATE TABLE users (id int);
                -- file: 2_email.sql
                ALTER TABLE users ADD email text;
                -- file: 2_email.check.sql
                SELECT 1 FROM pg_sleep(60) AS slept WHERE slept IS NULL;
                """);

        StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, () -> db.bellows()
                .settings(Settings.DEFAULT
                        .change()
                        .migrations(List.of(Location.of(db.folder().toString())))
                        .timeouts(Timeouts.DEFAULT.withMaxBlocking(Duration.ofMillis(300)))
                        .build())
                .applyWithoutLease());

        assertThat(failed).hasMessageContaining("2_email.check.sql:1").hasMessageContaining("make the check cheaper");
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "failed 2 0/1");
    }

    @PostgresTest
    void checksOfWhatIsAppliedAreRunAgain(TestDatabase db) {
        db.migrations(USERS + """
                -- file: 1_users.check.sql
                SELECT id FROM users WHERE email = '';
                -- file: 2_orders.sql
                CREATE TABLE orders (id int);
                -- file: 2_orders.check.sql
                SELECT id FROM orders;
                """);
        db.apply();
        Report report = db.bellows().validateChecks(false);
        assertThat(report.checks()).extracting(CheckResult::holds).containsExactly(true, true);

        db.sql("UPDATE users SET email = ''; INSERT INTO orders VALUES (1)");
        db.migrations("""
                -- file: 2_orders.check.sql
                SELECT id FROM orders;
                SELECT missing FROM orders;
                SELECT 1 WHERE false;
                SELECT 'geheim'::int;
                -- file: 3_pending.sql
                SELECT 1;
                -- file: 3_pending.check.sql
                SELECT 1;
                """);

        StatementFailedException failed = catchThrowableOfType(
                StatementFailedException.class, () -> db.bellows().validateChecks(true));
        assertThat(failed)
                .hasMessageContaining("1_users.check.sql:1")
                .hasMessageContaining("bellows validate --checks");
        assertThat(failed.report().checks())
                .extracting(check ->
                        check.migration() + " " + check.query() + "/" + check.queries() + " " + check.problem())
                .containsExactly(
                        "1 1/1 the check found 2 rows; it must find none",
                        "2 1/4 the check found 1 row; it must find none",
                        "2 2/4 column \"missing\" does not exist",
                        "2 3/4 ",
                        "2 4/4 invalid input syntax for type integer");
        assertThatThrownBy(() -> db.bellows().validateChecks(false)).hasMessageContaining("1_users.check.sql:1");

        db.sql("UPDATE users SET email = id::text");
        db.migrations("-- file: 2_orders.check.sql\nSELECT 1 WHERE false;\n");
        NotInTimeException pending = catchThrowableOfType(
                NotInTimeException.class, () -> db.bellows().validateChecks(false));
        assertThat(pending).hasMessageContaining("not current");
        assertThat(pending.report().checks()).hasSize(2).allMatch(CheckResult::holds);
    }
}
