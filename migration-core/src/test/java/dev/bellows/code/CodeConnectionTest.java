package dev.bellows.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.Failure;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.postgresql.PGConnection;

/** Whatever way a migration in Java sends its SQL, the limits hold and the transaction stays ours. */
class CodeConnectionTest {
    /** Evaluated by the server while the table's lock is asked for. */
    private static final String SEES_THE_LIMIT =
            "ALTER TABLE words ADD seen text DEFAULT current_setting('lock_timeout')";

    private static void words(TestDatabase db) {
        db.migrations("-- file: 1_words.sql\nCREATE TABLE words (word text);\nINSERT INTO words VALUES ('one');\n");
        db.apply();
    }

    private static void apply(TestDatabase db, CodeScript.Body change) {
        db.bellows().code(new Sample("2", change)).applyWithoutLease();
    }

    private static Failure failure(TestDatabase db, CodeScript.Body change) {
        StatementFailedException thrown = catchThrowableOfType(StatementFailedException.class, () -> apply(db, change));
        assertThat(thrown).as("the run must fail").isNotNull();
        return Objects.requireNonNull(thrown.report().failure());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @PostgresTest
    void afterARollbackToASavepointTheLimitsHoldAgain(TestDatabase db) {
        words(db);

        apply(db, connection -> {
            Savepoint before = connection.setSavepoint();
            try {
                execute(connection, "ALTER TABLE words ADD word text");
            } catch (SQLException e) {
                connection.rollback(before);
            }
            execute(connection, SEES_THE_LIMIT);
        });

        assertThat(db.value("SELECT seen FROM words")).isEqualTo("800ms");
    }

    @PostgresTest
    void whatOneOfSeveralStatementsSetsDoesNotLiftTheLimitOfTheNext(TestDatabase db) {
        words(db);

        apply(db, connection -> {
            execute(connection, "INSERT INTO words VALUES ('two'); SET statement_timeout = '77s'");
            execute(connection, "UPDATE words SET word = current_setting('statement_timeout')");
        });

        assertThat(db.query("SELECT DISTINCT word FROM words")).hasSize(1).doesNotContain(List.of("77s"));
    }

    @PostgresTest
    void severalStrongLocksInOneTextShareTheWait(TestDatabase db) {
        words(db);
        db.sql("CREATE TABLE others ()");

        apply(db, connection -> execute(connection, SEES_THE_LIMIT + "; ALTER TABLE others ADD i int"));

        assertThat(db.value("SELECT seen FROM words")).isEqualTo("100ms");
    }

    @PostgresTest
    void aFunctionThatIsCalledInTheWayOfJdbcMayHideLocks(TestDatabase db) {
        words(db);
        db.sql("CREATE FUNCTION sees() RETURNS void LANGUAGE sql AS"
                + " $$ UPDATE words SET word = current_setting('lock_timeout') $$");

        apply(db, connection -> connection.prepareCall("{call sees()}").execute());

        assertThat(db.value("SELECT word FROM words")).isEqualTo("100ms");
    }

    /** Ways to a COMMIT that do not look like one. */
    private static final Map<String, CodeScript.Body> DETOURS = Map.of(
            "the connection of a result",
            connection -> {
                try (ResultSet rows = connection.createStatement().executeQuery("SELECT 1")) {
                    rows.getStatement().getConnection().commit();
                }
            },
            "a batch whose statement ends in a comment",
            connection -> {
                Statement statement = connection.createStatement();
                statement.addBatch("INSERT INTO words VALUES ('two') -- and");
                statement.addBatch("COMMIT");
                statement.executeBatch();
            },
            "the driver's COPY",
            connection -> connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COMMIT", new StringReader("")));

    @PostgresTest
    void noDetourEndsTheTransaction(TestDatabase db) {
        words(db);
        DETOURS.forEach((way, act) -> {
            Failure failure = failure(db, connection -> {
                execute(connection, "INSERT INTO words VALUES ('early')");
                act.run(connection);
            });
            assertThat(failure.message()).as(way).contains("is refused in a migration");
            assertThat(db.value("SELECT count(*) FROM words")).as(way).isEqualTo("1");
        });
    }

    @PostgresTest
    void aResultKnowsTheStatementThatItCameFrom(TestDatabase db) {
        words(db);

        apply(db, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT word FROM words")) {
                rows.next();
                assertThat(rows.getStatement()).isSameAs(statement);
                try (ResultSet catalog = connection.getMetaData().getSchemas()) {
                    assertThat(catalog.getStatement()).as("JDBC allows that").isNull();
                }
                execute(connection, "INSERT INTO words VALUES ('after " + rows.getString(1) + "')");
            }
        });

        assertThat(db.query("SELECT word FROM words ORDER BY 1")).contains(List.of("after one"));
    }

    @PostgresTest
    void whatABatchNoLongerHoldsIsNotHeldAgainstIt(TestDatabase db) {
        words(db);

        apply(db, connection -> {
            Statement statement = connection.createStatement();
            statement.addBatch("COMMIT");
            statement.clearBatch();
            statement.addBatch("INSERT INTO words VALUES ('two')");
            statement.executeBatch();
        });

        assertThat(db.value("SELECT count(*) FROM words")).isEqualTo("2");
    }

    @PostgresTest
    void afterItsReturnTheConnectionIsOfNoUse(TestDatabase db) {
        words(db);
        List<AutoCloseable> kept = new ArrayList<>();

        apply(db, connection -> {
            kept.add(connection);
            kept.add(connection.prepareStatement("DELETE FROM words"));
        });

        assertThatThrownBy(() -> ((Connection) kept.get(0)).createStatement())
                .hasMessageContaining("the migration has returned");
        assertThatThrownBy(() -> ((PreparedStatement) kept.get(1)).execute())
                .hasMessageContaining("the migration has returned");
    }

    @PostgresTest
    void anAssertionThatFailsIsAFailureLikeAnyOther(TestDatabase db) {
        words(db);

        Failure failure = failure(db, connection -> {
            execute(connection, "INSERT INTO words VALUES ('gone')");
            throw new AssertionError("each word once");
        });

        assertThat(failure.message()).contains("AssertionError", "each word once");
        assertThat(db.ledger()).endsWith("failed 2 0/1");
        assertThat(db.value("SELECT count(*) FROM words")).isEqualTo("1");
    }

    private static void swallowing(Connection connection, String sql) {
        assertThatThrownBy(() -> execute(connection, sql)).isInstanceOf(SQLException.class);
    }

    @PostgresTest
    void ofSeveralFailuresThatTheCodeSwallowsTheFirstIsTold(TestDatabase db) {
        words(db);

        Failure failure = failure(db, connection -> {
            swallowing(connection, "SELECT 1/0");
            swallowing(connection, "INSERT INTO words VALUES ('two')");
        });

        assertThat(failure.sqlState()).isEqualTo("22012");
        assertThat(failure.excerpt()).isEqualTo("SELECT 1/0");
    }
}
