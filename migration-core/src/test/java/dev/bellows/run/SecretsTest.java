package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret reaches a message, a report, a stack trace or the ledger; values do not reach the ledger. */
@Tag("scenario-29")
class SecretsTest {
    private static final String SECRET = "hunter2";

    private static String everything(TestDatabase db, StatementFailedException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace + " " + e.report() + " " + db.query("SELECT l::text FROM bellows_ledger AS l");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "CREATE ROLE postgres PASSWORD 'hunter2'",
                "CREATE ROLE bob PASWORD 'hunter2'",
                "CREATE ROLE bob PASSWORD 'hunter2' 'x'",
                "ALTER ROLE nobody_at_all WITH ENCRYPTED PASSWORD 'hunter2'",
                "ALTER ROLE postgres SET PASSWORD 'hunter2'",
                "ALTER USER nobody_at_all\n  PASSWORD\n  'hunter2'  nonsense",
                "ALTER USER nobody_at_all PASSWORD $$hunter2$$ nonsense",
                "ALTER USER nobody_at_all PASSWORD E'it\\'s hunter2' nonsense",
                "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere password=hunter2' PUBLICATION",
                "SELECT nothing('postgresql://bob:hunter2@db/shop')",
                "DO $$ BEGIN EXECUTE 'ALTER ROLE nobody_at_all PASSWORD ''hunter2'' nonsense'; END $$"
            })
    void aPasswordInAFailingStatementIsNowhere(String statement, TestDatabase db) {
        db.migrations("-- file: 1_secret.sql\n" + statement + ";\n");

        StatementFailedException e = catchThrowableOfType(StatementFailedException.class, db::apply);

        assertThat(e).isNotNull();
        assertThat(everything(db, e)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "SELECT 'hunter2'::int",
                "SELECT 'hunter2'::timestamp",
                "SELECT '999999999999hunter2'::int",
                "SELECT '{hunter2'::json",
                "CREATE TYPE mood AS ENUM ('sad'); SELECT 'hunter2'::mood",
                "CREATE TABLE t (a text UNIQUE); INSERT INTO t VALUES ('hunter2'), ('hunter2')",
                "CREATE TABLE t (a text CHECK (a = '')); INSERT INTO t VALUES ('hunter2')",
                "DO $$ BEGIN RAISE EXCEPTION 'customer hunter2 is odd'; END $$",
                "DO $$ BEGIN RAISE EXCEPTION 'customer hunter2 is odd' USING ERRCODE = '23514'; END $$",
                "SELECT 1 'hunter2'"
            })
    void aValueInAFailingStatementIsNotInTheLedger(String statements, TestDatabase db) {
        db.migrations("-- file: 1_value.sql\n" + statements + ";\n");

        StatementFailedException e = catchThrowableOfType(StatementFailedException.class, db::apply);

        assertThat(e).isNotNull();
        assertThat(db.query("SELECT l::text FROM bellows_ledger AS l").toString())
                .contains("failed")
                .doesNotContain(SECRET);
    }
}
