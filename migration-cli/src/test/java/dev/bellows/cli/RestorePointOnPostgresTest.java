package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.InstalledBinaries;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A restore point as people meet it: in a plan, while it is made, when it fails, and where they look for it. */
@Timeout(300)
class RestorePointOnPostgresTest {
    private static final String FIRST = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id int, note text);
            INSERT INTO orders SELECT i, 'note ' || i FROM generate_series(1, 100) AS i;
            """;

    private static final String CONTRACT = """
            -- file: 0002_drop_note.sql
            -- bellows:phase contract
            -- bellows:quarantine off
            ALTER TABLE orders DROP COLUMN note;
            -- file: 0002_drop_note.down.sql
            ALTER TABLE orders ADD COLUMN note text;
            """;

    private static final String[] APPLY = {"apply", "--attest", "a test"};

    /** A database with a contract to apply. */
    private static Caller shop(TestDatabase db) {
        db.migrations(FIRST);
        Caller caller = Caller.on(db);
        assertThat(caller.call(APPLY).exit()).isZero();
        db.migrations(CONTRACT);
        return caller.with("PATH", System.getenv("PATH"));
    }

    private static Caller secured(TestDatabase db, String command) {
        return shop(db).with("BELLOWS_RESTORE_POINT", command);
    }

    @PostgresTest
    void itIsPlannedMadeAndFoundAgain(TestDatabase db) {
        Caller caller = secured(db, "sh -c 'echo looking >&2; echo snap-7'");

        assertThat(caller.call("apply", "--dry-run").out())
                .contains("1. 0002 drop note  contract", "   makes a restore point before it\n");
        Ended applied = caller.call(APPLY);
        assertThat(applied.exit()).isZero();
        assertThat(applied.err()).contains("restore point: looking\n");
        assertThat(applied.out() + applied.err())
                .containsPattern("Z 0002: makes a restore point\n")
                .containsPattern("Z restore point before 0002: snap-7 \\([0-9.]+ m?s\\)\n");
        assertThat(caller.call("status").out())
                .containsPattern("\nrestore point: snap-7, made [-0-9]+ [:0-9]+ UTC before 0002\n");
        assertThat(caller.call("down").out())
                .containsPattern("\nrestore point before this: snap-7, made [-0-9]+ [:0-9]+ UTC before 0002\n");
        assertThat(db.ledger())
                .containsExactly(
                        "applied 0001 2/2",
                        "restore-point 0002 snap-7",
                        "opened 0002",
                        "applied 0002 1/1",
                        "reverted 0002 1/1");
    }

    @PostgresTest
    void withoutItTheContractDoesNotRun(TestDatabase db) {
        Ended failed = secured(db, "sh -c 'echo no room >&2; exit 3'").call(APPLY);

        assertThat(failed.exit()).isEqualTo(3);
        assertThat(failed.err())
                .contains("refused[no-restore-point]: ")
                .contains("no restore point could be made: sh -c 'echo no room >&2; exit 3' ended with exit code 3:"
                        + " no room\n")
                .contains("next: mend that, or name another command with --restore-point, then: bellows apply\n");
        assertThat(db.columns("orders")).contains("note");
        assertThat(db.ledger()).containsExactly("applied 0001 2/2");
    }

    @PostgresTest
    void theFileHoldsAnArrayAndTheNearerOneWins(TestDatabase db) throws IOException {
        Caller caller = shop(db);
        Path file = Files.writeString(db.folder().resolve("bellows.toml"), """
                restore-point = ["sh", "-c", "touch made; echo from the file"]
                [env.off]
                restore-point-when = "off"
                """);

        assertThat(caller.call("apply", "--attest", "a test", "--dry-run", "--env", "off")
                        .out())
                .doesNotContain("restore point");
        assertThat(caller.call("config").out()).contains("sh -c 'touch made; echo from the file'");
        assertThat(caller.call("apply", "--attest", "a test", "--restore-point", "echo 'typed here'")
                        .exit())
                .isZero();
        assertThat(caller.call("down", "--accept-data-loss", "--restore-point", "always")
                        .exit())
                .isZero();

        assertThat(db.ledger())
                .contains("restore-point 0002 typed here", "restore-point 0002 down from the file")
                .hasSize(6);
        assertThat(file.resolveSibling("made")).exists();
    }

    @PostgresTest
    void whatCannotBeACommandIsTold(TestDatabase db) throws IOException {
        Caller caller = shop(db);
        assertThat(caller.call("apply", "--restore-point", "always"))
                .returns(2, Ended::exit)
                .extracting(Ended::err)
                .asString()
                .contains("--restore-point: no command is named that makes a restore point");
        assertThat(caller.call("apply", "--restore-point", "pg_dump 'x").err()).contains("a quote (') has no end");
        assertThat(caller.with("BELLOWS_RESTORE_POINT", "x \"").call("status").err())
                .contains("BELLOWS_RESTORE_POINT: a quote (\") has no end");
        Files.writeString(db.folder().resolve("bellows.toml"), "restore-point = \"pg_dump\"\n");
        assertThat(caller.call("status").err())
                .contains(
                        "bellows.toml:1: restore-point is an array of strings, such as restore-point = [\"pg_dump\",");
    }

    @PostgresTest
    void eachOfManyHasItsOwn(TestDatabase db) {
        db.sql("CREATE SCHEMA tenant_1; CREATE SCHEMA tenant_2");
        db.migrations(FIRST);
        Caller caller = Caller.on(db)
                .with("PATH", System.getenv("PATH"))
                .with("BELLOWS_RESTORE_POINT", "sh -c 'echo of $BELLOWS_RESTORE_POINT_SCHEMA'");

        Ended ended = caller.call("apply", "--schemas", "tenant_*", "--restore-point", "always");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("tenant_1: restore point before 0001: of tenant_1 (");
        assertThat(db.value("SELECT detail FROM tenant_2.bellows_ledger WHERE event = 'restore-point'"))
                .isEqualTo("of tenant_2");
    }

    @PostgresTest
    void aRunThatIsAskedToEndEndsItsCommand(TestDatabase db) throws Exception {
        shop(db);
        Path pid = db.folder().resolve("pid");
        String command = "sh -c 'sleep 3600 & echo $! > part; mv part " + pid + "; wait'";
        try (CalledProcess call = CalledProcess.start(db, "apply", "--attest", "a test", "--restore-point", command)) {
            while (!Files.exists(pid)) {
                Thread.onSpinWait();
            }
            call.signal("TERM");

            assertThat(call.exit()).isEqualTo(143);
            assertThat(call.err())
                    .contains("interrupted while a restore point was made; 0002 was not begun")
                    .contains("next: bellows apply");
        } finally {
            Files.deleteIfExists(Path.of("part"));
        }
        Optional<ProcessHandle> sleeper =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        if (sleeper.isPresent()) {
            sleeper.get().onExit().get();
        }
        assertThat(db.ledger()).containsExactly("applied 0001 2/2");
    }

    @Test
    void aDumpBringsBackWhatTheContractDropped() {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        try (InstalledPostgres server = InstalledPostgres.start();
                TestDatabase db = server.newDatabase();
                TestDatabase other = server.newDatabase()) {
            Ended ended = secured(db, server.binary("pg_dump") + " -Fc -f before.dump")
                    .call(APPLY);
            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(db.columns("orders")).doesNotContain("note");

            server.run(List.of(
                    server.binary("pg_restore"),
                    "-d",
                    other.name(),
                    db.folder().resolve("before.dump").toString()));

            assertThat(other.value("SELECT count(note) FROM orders")).isEqualTo("100");
        }
    }

    @Test
    void thePasswordReachesTheCommandAndNobodyElse() throws IOException {
        try (PasswordServer server = PasswordServer.start()) {
            String psql = psql();
            for (SecretPlace place : SecretPlace.values()) {
                if (place.isLogin()) {
                    takes(server, place, psql);
                }
            }
        }
    }

    private static String psql() {
        return InstalledBinaries.find().orElseThrow().resolve("psql").toString();
    }

    /** What the command says holds the password, where it has it in a variable. */
    private static void takes(PasswordServer server, SecretPlace place, String psql) throws IOException {
        try (TestDatabase db = server.newDatabase()) {
            db.migrations(FIRST);
            Door door = Door.of(db, server.port(), place);
            SecretPlace.Given given = place.given(door);
            // Not echo: some read backslashes.
            String script = "printf '%s\\n' \"says $PGPASSWORD\" >&2; printf '%s %s\\n' \"$(" + psql
                    + " -XAtc 'SELECT current_user || current_database()')\" \"$PGPASSWORD\"";
            Path file = Files.writeString(db.folder().resolve("dump.sh"), script);
            List<String> arguments = new ArrayList<>(List.of("apply", "--json-events"));
            arguments.addAll(List.of("--restore-point", "sh " + file, "--restore-point", "always"));
            arguments.addAll(given.arguments());

            Caller caller = door.caller(given).with("PATH", System.getenv("PATH"));
            Ended ended = caller.call(arguments.toArray(String[]::new));

            assertThat(ended.exit()).as(place + ended.err()).isZero();
            // Where libpq finds it by itself, it is in no variable.
            assertThat(db.ledger().get(0)).startsWith("restore-point 0001 " + door.role() + db.name());
            assertThat(door.secret().foundIn(door.tables())).as(place.name()).isEmpty();
            assertThat(door.secret().foundIn(Map.of("out", ended.out(), "err", ended.err())))
                    .as(place.name())
                    .isEmpty();
        }
    }
}
