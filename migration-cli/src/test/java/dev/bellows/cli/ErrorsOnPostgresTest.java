package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** What goes wrong is told in a few lines, with what to do, and never as a stack trace or with a password. */
class ErrorsOnPostgresTest {
    private static void isPlain(Ended ended) {
        assertThat(ended.out() + ended.err())
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("hunter2");
    }

    @PostgresTest
    void aFailingStatementIsShownWithACaret(TestDatabase db) {
        db.migrations("""
                -- file: 0001_a.sql
                CREATE TABLE a (id int);
                -- file: 0002_b.sql
                CREATE TABLE b (id int);

                ALTER TABLE b ADD x nowhere;
                """);

        Ended ended = Caller.on(db).call("apply");

        String file = db.folder().resolve("0002_b.sql").toString();
        assertThat(ended.exit()).isEqualTo(5);
        assertThat(ended.err())
                .isEqualTo("error: type \"nowhere\" does not exist\n"
                        + " --> " + file + ":3:21 (statement 2 of 2, SQLSTATE 42704)\n"
                        + "  |\n"
                        + "3 | ALTER TABLE b ADD x nowhere\n"
                        + "  |                     ^\n"
                        + "  = of this file nothing is in the database\n"
                        + "  = applied before it in this run: 0001 a\n"
                        + "next: correct the file, then: bellows apply\n");
        assertThat(ended.out()).contains("0002 b  expand  failed after");
        assertThat(Caller.on(db).call("status").out()).contains("failed at 0/2");
    }

    @PostgresTest
    void whatIsNotThereIsNamed(TestDatabase db) throws IOException {
        db.migrations("-- file: 0001_a.sql\nSELECT 1;\n-- file: 1_b.sql\nSELECT 2;\n-- file: readme.sql\nSELECT 3;\n");
        Ended duplicates = Caller.on(db).call("apply");
        assertThat(duplicates.exit()).isEqualTo(3);
        assertThat(duplicates.err()).contains("refused[duplicate-version]", "refused[not-a-migration]", "next:");

        Ended missing = Caller.on(db).with("BELLOWS_MIGRATIONS", "nowhere").call("apply");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("nowhere does not exist");

        Files.write(db.folder().resolve("0001_a.sql"), new byte[] {'S', (byte) 0xff});
        Ended unreadable = Caller.on(db).call("apply");
        assertThat(unreadable.exit()).isEqualTo(3);
        isPlain(duplicates);
        isPlain(missing);
        isPlain(unreadable);
    }

    @PostgresTest
    void anUnreachableDatabaseIsTold(TestDatabase db) {
        db.migrations("-- file: 0001_a.sql\nSELECT 1;\n");

        Ended port = Caller.on(db).call("apply", "--url", "postgresql://u:hunter2@localhost:1/d");
        Ended database =
                Caller.on(db).call("apply", "--url", db.jdbcUrl().replace("/" + db.name(), "/no_such_database"));
        Ended role = Caller.on(db).call("apply", "--role", "no such role");

        assertThat(port.exit()).isEqualTo(8);
        assertThat(port.err()).contains("cannot be reached", "refused");
        assertThat(database.exit()).isEqualTo(8);
        assertThat(database.err()).contains("no_such_database", "create the database");
        assertThat(role.exit()).isEqualTo(2);
        assertThat(role.err()).contains("role \"no such role\" does not exist", "--role");
        isPlain(port);
        isPlain(database);
        isPlain(role);
    }

    @PostgresTest
    void theRoleOwnsWhatIsCreated(TestDatabase db) {
        String role = db.name() + " owner";
        db.sql("CREATE ROLE \"" + role + "\"; GRANT ALL ON SCHEMA public TO \"" + role + "\"");
        try {
            db.migrations("-- file: 0001_a.sql\nCREATE TABLE a ();\n");

            assertThat(Caller.on(db).call("apply", "--role", role).err()).isEmpty();
            assertThat(db.value("SELECT tableowner FROM pg_tables WHERE tablename = 'a'"))
                    .isEqualTo(role);
        } finally {
            db.sql("DROP OWNED BY \"" + role + "\"; DROP ROLE \"" + role + "\"");
        }
    }

    @PostgresTest
    void aBrokenConfigurationStopsBeforeTheDatabase(TestDatabase db) throws IOException {
        Files.writeString(db.folder().resolve("bellows.toml"), "wait = \"long\"\nurll = \"x\"\n");

        Ended ended = Caller.on(db).call("apply");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines())
                .containsExactly(
                        "error: bellows.toml:1: wait: \"long\" is not a duration: write 500ms, 2s, 10m, 1h, or 0 for no"
                                + " limit.",
                        "error: bellows.toml:2: unknown key \"urll\"; did you mean \"url\"?");
    }

    @PostgresTest
    void aConfigurationThatIsNoTomlIsTheOnlyThingThatIsTold(TestDatabase db) throws IOException {
        Files.writeString(db.folder().resolve("bellows.toml"), "url = \nmigrations = 7\nurll = \"x\"\n");
        Caller nothingElse = new Caller(Map.of(), db.folder(), null);

        Ended ended = nothingElse.call("apply", "--wait", "soon");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(1).first().asString().startsWith("error: bellows.toml:1:");
    }

    @PostgresTest
    void aWrongValueIsNotReportedAsAMissingOneToo(TestDatabase db) throws IOException {
        Files.writeString(db.folder().resolve("bellows.toml"), "url = 5\nmigrations = 7\n");
        Caller nothingElse = new Caller(Map.of(), db.folder(), null);

        Ended ended = nothingElse.call("apply");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("error: bellows.toml:"));
    }
}
