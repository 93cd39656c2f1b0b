package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;

/** Checks as people meet them: in a dry run, when one fails, and when they are run again. */
class ChecksOnPostgresTest {
    private static final String USERS = """
            -- file: 1_users.sql
            CREATE TABLE users (id int, email text);
            INSERT INTO users VALUES (1, 'geheim');
            -- file: 1_users.check.sql
            SELECT id FROM users WHERE id > 1;
            SELECT email FROM users
            WHERE email NOT LIKE '%@%';
            """;

    @PostgresTest
    void theDryRunShowsACheckBelowItsMigration(TestDatabase db) {
        db.migrations(USERS);

        assertThat(Caller.on(db).call("apply", "--dry-run").out())
                .contains("   then checks " + db.folder().resolve("1_users.check.sql")
                        + ": 2 queries must return no rows\n");
    }

    @PostgresTest
    void aFailingCheckIsShownLikeAnyErrorAndWithoutValues(TestDatabase db) {
        db.migrations(USERS);

        Ended ended = Caller.on(db).call("apply");

        assertThat(ended.exit()).isEqualTo(5);
        assertThat(ended.err())
                .contains("error: the check found 1 row; it must find none\n")
                .contains("1_users.check.sql:2:1 (query 2 of 2, SQLSTATE BW003)\n")
                .contains("2 | SELECT email FROM users\n")
                .contains(" = of its migration nothing is in the database\n")
                .contains("next: mend the rows that it finds, the migration or the check, then: bellows apply\n")
                .doesNotContain("geheim");
    }

    @PostgresTest
    void checksAreRunAgain(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 1_a.check.sql
                SELECT i FROM a;
                SELECT 1 WHERE false;
                -- file: 2_b.sql
                CREATE TABLE b (i int);
                -- file: 2_b.check.sql
                SELECT i FROM b;
                """);
        Caller caller = Caller.on(db);
        caller.call("apply");

        Ended holds = caller.call("validate", "--checks");
        assertThat(holds.exit()).isZero();
        assertThat(holds.out())
                .containsSubsequence("holds: ", "1_a.check.sql (2 queries)\n", "holds: ", "2_b.check.sql (1 query)\n")
                .endsWith("files and ledger agree; the schema is current at 2\n");

        db.sql("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1), (2)");
        Ended broken = caller.call("validate", "--checks");
        assertThat(broken.exit()).isEqualTo(5);
        assertThat(broken.err())
                .contains("1_a.check.sql:1:1 (query 1 of 2, SQLSTATE BW003)")
                .contains(" = of its migration 1 statement is in the database\n")
                .containsPattern(" = so it is with .*2_b\\.check\\.sql:1: the check found 2 rows; it must find none\n")
                .endsWith("next: mend the rows that it finds, or the check, then: bellows validate --checks\n");
    }
}
