package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.cli.SecretPlace.Given;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A password in each place where one can be given, on a server that asks for it: it is taken, and comes out nowhere, neither
 * when all goes well nor when the connection fails.
 */
@Tag("scenario-29")
@Timeout(300)
class SecretsOnPostgresTest {
    private static final String MIGRATIONS = """
            -- file: 0001_users.sql
            CREATE TABLE users (id int, name text);
            -- file: 0001_users.down.sql
            DROP TABLE users;
            -- file: 0002_index.sql
            CREATE INDEX CONCURRENTLY users_name ON users (name);
            -- file: 0003_name.sql
            -- bellows:phase contract
            ALTER TABLE users DROP COLUMN name;
            """;

    /** Each connects; in this order they find something to tell. */
    private static final List<String> COMMANDS = List.of(
            "apply --dry-run",
            "apply",
            "status",
            "validate",
            "wait --timeout 1s",
            "gate",
            "can-run",
            "lint --sizes --format sarif",
            "lint --sizes --format gitlab",
            "lint --sizes",
            "baseline 0001 --reason why",
            "resolve 0001 --as applied --reason why",
            "down --to 0001 --accept-data-loss",
            "quarantine",
            "quarantine purge --older-than 0 --accept-data-loss",
            "down --accept-data-loss");

    /** Those that come to the database in different ways. */
    private static final List<String> OF_EACH_KIND =
            List.of("apply", "status", "gate", "quarantine", "wait --timeout 1s", "lint --sizes");

    /** For people, and for what reads them elsewhere. */
    private static final List<String> LINT_FORMATS = List.of("text", "json", "sarif", "github", "gitlab", "junit");

    private static final List<String> FORMATS = List.of("", "--json");
    private static final List<String> ALL_FORMATS = List.of("", "--json", "--json-events");

    private static @Nullable PasswordServer server;

    @BeforeAll
    static void start() {
        server = PasswordServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static TestDatabase database() {
        TestDatabase db = Objects.requireNonNull(server).newDatabase();
        db.migrations(MIGRATIONS);
        return db;
    }

    private static Door door(TestDatabase db, SecretPlace place) throws IOException {
        return Door.of(db, Objects.requireNonNull(server).port(), place);
    }

    /** Calls each command as a person and as a machine would; what it said, by the call. */
    private static Map<String, Ended> callEach(List<String> commands, Door door, Given given) {
        Map<String, Ended> calls = new TreeMap<>();
        for (String command : commands) {
            for (String format : command.equals("apply") ? ALL_FORMATS : FORMATS) {
                if (format.isEmpty() || !command.contains("--format")) {
                    List<String> arguments = new ArrayList<>(
                            List.of((command + " " + format).strip().split(" ")));
                    arguments.addAll(given.arguments());
                    calls.put(
                            String.format("%02d %s %s", calls.size(), command, format),
                            door.caller(given).call(arguments.toArray(String[]::new)));
                }
            }
        }
        return calls;
    }

    private static Map<String, String> said(Map<String, Ended> calls) {
        Map<String, String> said = new TreeMap<>();
        calls.forEach((call, ended) -> {
            said.put(call + ": output", ended.out());
            said.put(call + ": errors", ended.err());
        });
        return said;
    }

    @ParameterizedTest
    @EnumSource
    void noCommandShowsItWhetherItFitsOrNot(SecretPlace place) throws IOException {
        try (TestDatabase db = database()) {
            Door door = door(db, place);
            Given given = place.given(door);

            Map<String, Ended> good = callEach(COMMANDS, door, given);

            assertThat(good).allSatisfy((call, ended) -> assertThat(ended.exit())
                    .as(ended.out() + ended.err())
                    .isNotIn(1, 2, 8));
            Map<String, String> seen = said(good);
            seen.putAll(door.tables());
            assertThat(door.secret().foundIn(seen)).isEmpty();

            door.changeLock();
            Map<String, Ended> wrong = callEach(OF_EACH_KIND, door, given);

            assertThat(wrong).allSatisfy((call, ended) -> assertThat(ended.exit())
                    .as(ended.out() + ended.err())
                    .isEqualTo(8));
            assertThat(door.secret().foundIn(said(wrong))).isEmpty();
        }
    }

    /** What goes wrong besides, each by one more variable. */
    @ParameterizedTest
    @EnumSource
    void noFailureOfTheConnectionShowsIt(SecretPlace place) throws IOException {
        try (TestDatabase db = database()) {
            Door door = door(db, place);
            Given given = place.given(door);
            List<String> commands = List.of("status", "lint --sizes", "config");
            Map<String, String> said = new TreeMap<>();
            for (Map<String, String> trouble : List.of(
                    Map.of("PGSSLMODE", "require"),
                    Map.of("PGSSLMODE", "nonsense"),
                    Map.of("PGTARGETSESSIONATTRS", "standby"),
                    Map.of("PGREQUIREAUTH", "md5"),
                    quoted(door))) {
                Map<String, Ended> calls = callEach(commands, door, given.and(trouble));
                assertThat(calls.values()).as("%s", trouble).anySatisfy(ended -> assertThat(ended.exit())
                        .isIn(1, 2, 8));
                said(calls).forEach((call, text) -> said.put(trouble.keySet() + call, text));
            }
            assertThat(door.secret().foundIn(said)).isEmpty();
        }
    }

    /** The report that a machine keeps is one of no findings then, or none at all; the reason is told beside it. */
    @ParameterizedTest
    @EnumSource
    void noReportOfTheLinterShowsIt(SecretPlace place) throws IOException {
        try (TestDatabase db = database()) {
            Door door = door(db, place);
            Map<String, String> summary = Map.of("GITHUB_STEP_SUMMARY", door.file("summary", ""));
            Given given = place.given(door).and(summary);
            List<String> commands = LINT_FORMATS.stream()
                    .map(format -> "lint --sizes --format " + format)
                    .toList();
            Map<String, Ended> good = callEach(commands, door, given);
            assertThat(good).allSatisfy((call, ended) -> assertThat(ended.exit())
                    .as(ended.out() + ended.err())
                    .isIn(0, 4));
            Map<String, String> said = said(good);

            Map<String, Ended> failed = new TreeMap<>();
            callEach(commands, door, given.and(quoted(door)))
                    .forEach((call, ended) -> failed.put("quoted " + call, ended));
            door.changeLock();
            callEach(commands, door, given).forEach((call, ended) -> failed.put("refused " + call, ended));
            Door shut = new Door(db, unusedPort(), door.secret(), door.password(), door.home());
            callEach(commands, shut, place.given(shut).and(summary))
                    .forEach((call, ended) -> failed.put("unanswered " + call, ended));

            assertThat(failed).allSatisfy((call, ended) -> assertThat(ended.exit())
                    .as(ended.out() + ended.err())
                    .isEqualTo(8));
            said.putAll(said(failed));
            said.put("summary", Files.readString(Path.of(summary.get("GITHUB_STEP_SUMMARY"))));
            assertThat(door.secret().foundIn(said)).isEmpty();
        }
    }

    /** The server quotes it in its answer. */
    private static Map<String, String> quoted(Door door) {
        return Map.of("PGOPTIONS", "-c work_mem=" + door.secret().encoded());
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatIsNoSecretIsFoundWhereThisLooks() throws IOException {
        try (TestDatabase db = database()) {
            Door door = door(db, SecretPlace.LIBPQ_VARIABLE);
            Canary shown = new Canary("shown");
            db.migrations("-- file: 0004_kanarieshown.sql\nCREATE TABLE a ();\n");

            Map<String, Ended> calls =
                    callEach(List.of("status", "apply"), door, SecretPlace.LIBPQ_VARIABLE.given(door));

            Map<String, String> seen = said(calls);
            seen.putAll(door.tables());
            assertThat(shown.foundIn(seen))
                    .contains(
                            "00 status : output",
                            "01 status --json: output",
                            "02 apply : output",
                            "table bellows_ledger");
        }
    }
}
