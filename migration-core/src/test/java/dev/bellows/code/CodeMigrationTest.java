package dev.bellows.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.Blocker;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Failure;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Migrations written in Java run among the files, under the same rules. */
class CodeMigrationTest {
    private static void words(TestDatabase db) {
        db.migrations("-- file: 1_words.sql\nCREATE TABLE words (word text);\n");
    }

    private static CodeScript.Body says(String word) {
        return connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO words VALUES (?)")) {
                insert.setString(1, word);
                insert.executeUpdate();
            }
        };
    }

    private static Failure failure(TestDatabase db, CodeMigration code) {
        StatementFailedException thrown = catchThrowableOfType(
                StatementFailedException.class, () -> db.bellows().code(code).applyWithoutLease());
        assertThat(thrown).as("the run must fail").isNotNull();
        return Objects.requireNonNull(thrown.report().failure());
    }

    @PostgresTest
    void whatCodeDropsIsLostOnlyWhereItSaysSo(TestDatabase db) {
        db.migrations("-- file: 1_t.sql\nCREATE TABLE t (id int, c int);\n");
        db.apply();
        CodeScript.Body drop = connection -> connection.createStatement().execute("ALTER TABLE t DROP COLUMN c");

        assertThatThrownBy(() -> db.bellows().code(new Sample("2", drop)).applyWithoutLease())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot-quarantine")
                .hasMessageContaining(
                        "drop it in a file, where it is kept; or lose it for good: let mayLoseData() return true");
        assertThat(db.columns("t")).containsExactly("id", "c");

        db.bellows()
                .code(new Sample("2", drop) {
                    @Override
                    public boolean mayLoseData() {
                        return true;
                    }
                })
                .applyWithoutLease();
        assertThat(db.columns("t")).containsExactly("id");
    }

    @PostgresTest
    void codeRunsAmongTheFilesInTheOrderOfTheVersions(TestDatabase db) {
        words(db);
        db.migrations("-- file: 3_shout.sql\nUPDATE words SET word = upper(word);\n");

        db.bellows()
                .code(new Sample("0002", says("hello")), new Sample("4", says("after")))
                .applyWithoutLease();

        assertThat(db.query("SELECT word FROM words ORDER BY 1"))
                .isEqualTo(List.of(List.of("HELLO"), List.of("after")));
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "applied 0002 1/1", "applied 3 1/1", "applied 4 1/1");
        assertThat(db.value("SELECT checksum FROM bellows_ledger WHERE version = '0002'"))
                .isEqualTo("code:1");
        assertThat(db.bellows()
                        .code(new Sample("2", says("again")), new Sample("4", says("again")))
                        .applyWithoutLease()
                        .steps())
                .isEmpty();
    }

    @PostgresTest
    void anotherChecksumIsAnEdit(TestDatabase db) {
        words(db);
        db.bellows().code(new Sample("2", "one", says("a"))).applyWithoutLease();

        assertThatThrownBy(() ->
                        db.bellows().code(new Sample("2", "two", says("a"))).applyWithoutLease())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.report().refusals()).singleElement().satisfies(refusal -> {
                            assertThat(refusal.code()).isEqualTo("edited");
                            assertThat(refusal.file()).isEqualTo(Sample.class.getName());
                        }));
    }

    @PostgresTest
    void whatFailsLeavesNothingAndNamesClassAndLine(TestDatabase db) {
        words(db);

        Failure failure = failure(db, new Sample("2", connection -> {
            says("gone").run(connection);
            connection.createStatement().execute("INSERT INTO word VALUES ('no such table')");
        }));

        assertThat(failure.file()).isEqualTo(Sample.class.getName());
        assertThat(failure.line()).as("of Sample.java").isGreaterThan(1);
        assertThat(failure.sqlState()).isEqualTo("42P01");
        assertThat(failure.excerpt()).isEqualTo("INSERT INTO word VALUES ('no such table')");
        assertThat(failure.column()).isEqualTo(13);
        assertThat(failure.next()).contains("correct the code");
        assertThat(db.value("SELECT count(*) FROM words")).isEqualTo("0");
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "failed 2 0/1");
    }

    @PostgresTest
    void anExceptionOfItsOwnIsAFailureAndItsMessageStaysOutOfTheLedger(TestDatabase db) {
        words(db);

        Failure failure = failure(db, new Sample("2", connection -> {
            throw new IllegalStateException("customer 4711 has no address");
        }));

        assertThat(failure.message()).contains("IllegalStateException", "4711");
        assertThat(db.value("SELECT message FROM bellows_ledger WHERE event = 'failed'"))
                .contains("IllegalStateException")
                .doesNotContain("4711");
    }

    /** What a migration may try to do to its transaction. */
    private record Ending(String what, CodeScript.Body act) {}

    private static final List<Ending> ENDINGS = List.of(
            new Ending("commit()", Connection::commit),
            new Ending("rollback()", Connection::rollback),
            new Ending("setAutoCommit()", connection -> connection.setAutoCommit(true)),
            new Ending("COMMIT", connection -> connection.createStatement().execute("SELECT 1; COMMIT")),
            new Ending(
                    "ROLLBACK",
                    connection -> connection.prepareStatement("rollback").execute()),
            new Ending("END", CodeMigrationTest::endInABatch),
            new Ending("abort()", CodeMigrationTest::abortInARoundaboutWay),
            new Ending(
                    "pg_advisory_unlock_all",
                    connection -> connection.createStatement().execute("SELECT pg_advisory_unlock_all()")));

    private static void endInABatch(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.addBatch("END");
        statement.executeBatch();
    }

    private static void abortInARoundaboutWay(Connection connection) throws SQLException {
        connection
                .createStatement()
                .getConnection()
                .getMetaData()
                .getConnection()
                .abort(Runnable::run);
    }

    @PostgresTest
    void endingTheTransactionIsRefused(TestDatabase db) {
        words(db);
        for (Ending ending : ENDINGS) {
            Failure failure = failure(db, new Sample("2", connection -> {
                says("early").run(connection);
                ending.act().run(connection);
            }));
            assertThat(failure.message()).contains(ending.what(), "is refused in a migration");
            assertThat(db.value("SELECT count(*) FROM words")).as(ending.what()).isEqualTo("0");
        }
    }

    @PostgresTest
    void aFailureThatTheCodeSwallowsIsStillOne(TestDatabase db) {
        words(db);

        Failure failure = failure(db, new Sample("2", connection -> {
            try {
                connection.createStatement().execute("SELECT 1/0");
            } catch (SQLException e) {
                return;
            }
        }));

        assertThat(failure.sqlState()).isEqualTo("22012");
        assertThat(failure.excerpt()).isEqualTo("SELECT 1/0");
    }

    @PostgresTest
    void savepointsAreTheWayToTrySomething(TestDatabase db) {
        words(db);

        db.bellows()
                .code(new Sample("2", connection -> {
                    Savepoint before = connection.setSavepoint();
                    try {
                        connection.createStatement().execute("SELECT 1/0");
                    } catch (SQLException e) {
                        connection.rollback(before);
                    }
                    says("and on").run(connection);
                    connection.close();
                }))
                .applyWithoutLease();

        assertThat(db.value("SELECT word FROM words")).isEqualTo("and on");
    }

    @PostgresTest
    void theDriversCopyIsThere(TestDatabase db) {
        words(db);

        db.bellows()
                .code(new Sample("2", connection -> connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY words FROM STDIN", new StringReader("a\nb\n"))))
                .applyWithoutLease();

        assertThat(db.value("SELECT count(*) FROM words")).isEqualTo("2");
    }

    @PostgresTest
    void itGivesWayToAReaderAndIsTriedAgain(TestDatabase db) throws SQLException {
        words(db);
        db.apply();
        AtomicInteger tries = new AtomicInteger();
        List<Blocker> inTheWay = new ArrayList<>();
        try (Connection reader = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT count(*) FROM words");

            db.bellows()
                    .listener(progress -> {
                        if (progress instanceof Progress.WaitingForOthers waiting) {
                            inTheWay.addAll(waiting.blockers());
                            commit(reader);
                        }
                    })
                    .code(new Sample("2", connection -> {
                        tries.incrementAndGet();
                        connection.createStatement().execute("ALTER TABLE words ADD length int");
                    }))
                    .applyWithoutLease();
        }
        assertThat(inTheWay).isNotEmpty();
        assertThat(tries).hasValueGreaterThan(1);
        assertThat(db.columns("words")).containsExactly("word", "length");
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    void downRunsItsReverse(TestDatabase db) {
        words(db);
        CodeMigration code = new Sample.WithReverse(
                "2", says("there"), connection -> connection.createStatement().execute("DELETE FROM words"));
        db.bellows().code(code).applyWithoutLease();

        db.bellows().code(code).down(DownTarget.steps(1), (plan, losses) -> {
            assertThat(losses.unknown())
                    .as("code is not tried beforehand")
                    .containsExactly(new MigrationLabel("main", "2"));
            return true;
        });

        assertThat(db.value("SELECT count(*) FROM words")).isEqualTo("0");
        assertThat(db.ledger()).endsWith("reverted 2 1/1");
    }

    @PostgresTest
    void withoutAReverseDownIsRefused(TestDatabase db) {
        words(db);
        CodeMigration code = new Sample("2", says("there"));
        db.bellows().code(code).applyWithoutLease();

        assertThatThrownBy(() -> db.bellows().code(code).down(DownTarget.steps(1), (plan, losses) -> true))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.report().refusals()).singleElement().satisfies(refusal -> {
                            assertThat(refusal.code()).isEqualTo("no-down-file");
                            assertThat(refusal.next()).contains("ReversibleCodeMigration");
                        }));
    }

    @PostgresTest
    void aVersionIsAFilesOrTheCodes(TestDatabase db) {
        words(db);

        assertThatThrownBy(() -> db.bellows()
                        .code(new Sample("0001", says("x")), new Sample("2", says("x")), new Sample("02", says("x")))
                        .applyWithoutLease())
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.report().refusals())
                                .extracting(refusal -> refusal.code() + ": " + refusal.cause())
                                .containsExactlyInAnyOrder(
                                        "duplicate-version: version 0001 is also that of "
                                                + db.folder().resolve("1_words.sql"),
                                        "duplicate-version: version 02 is also that of " + Sample.class.getName()));
    }

    @PostgresTest
    void serviceLoaderFindsIt(TestDatabase db) throws Exception {
        words(db);
        Path services = Files.createDirectories(db.folder().resolve("jar/META-INF/services"));
        Files.writeString(services.resolve(CodeMigration.class.getName()), Sample.Discovered.class.getName());

        try (URLClassLoader loader = loader(db)) {
            db.bellows().classLoader(loader).discoverCode().applyWithoutLease();
        }

        assertThat(db.value("SELECT word FROM words")).isEqualTo("discovered");
    }

    @PostgresTest
    void aServiceThatCannotBeLoadedIsNamed(TestDatabase db) throws Exception {
        words(db);
        Path services = Files.createDirectories(db.folder().resolve("jar/META-INF/services"));
        Files.writeString(services.resolve(CodeMigration.class.getName()), "com.acme.Gone");

        try (URLClassLoader loader = loader(db)) {
            assertThatThrownBy(() ->
                            db.bellows().classLoader(loader).discoverCode().applyWithoutLease())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("com.acme.Gone", "META-INF/services");
        }
    }

    private static URLClassLoader loader(TestDatabase db) throws Exception {
        URL jar = db.folder().resolve("jar").toUri().toURL();
        return new URLClassLoader(new URL[] {jar}, CodeMigrationTest.class.getClassLoader());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1..2", "-1"})
    void aVersionIsANumber(String version) {
        assertThatThrownBy(() -> CodeMigrations.of(new Sample(version, connection -> {})))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("migration in Java dev.bellows.code.Sample: version '" + version
                        + "' is not a number such as 0042");
    }

    @Test
    void aChecksumIsOneWord() {
        assertThatThrownBy(() -> CodeMigrations.of(new Sample("1", "two words", connection -> {})))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("checksum");
    }
}
