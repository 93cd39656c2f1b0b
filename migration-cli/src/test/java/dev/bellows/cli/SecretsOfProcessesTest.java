package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.SecretPlace.Given;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
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

/** A password in each place where one can be given: a process keeps it out of its logs and of the list of processes too. */
@Tag("scenario-29")
@Timeout(300)
class SecretsOfProcessesTest {
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
        return Objects.requireNonNull(server).newDatabase();
    }

    private static Door door(TestDatabase db, SecretPlace place) throws IOException {
        return Door.of(db, Objects.requireNonNull(server).port(), place);
    }

    @ParameterizedTest
    @EnumSource
    void itIsInNoLogAndNoListOfProcesses(SecretPlace place) throws IOException, InterruptedException {
        try (TestDatabase db = database()) {
            db.migrations("-- file: 0001_a.sql\nCREATE TABLE a ();\n");
            Door door = door(db, place);
            Given given = place.given(door);

            WatchedProcess good = WatchedProcess.run(door, given, "apply", "--json-events");
            door.changeLock();
            WatchedProcess wrong = WatchedProcess.run(door, given, "status");

            assertThat(good.exit()).as("%s", good.seen()).isZero();
            assertThat(good.seen().get(WatchedProcess.LOG)).contains("org.postgresql", door.role());
            assertThat(wrong.exit()).as("%s", wrong.seen()).isEqualTo(8);
            assertThat(wrong.seen().get(WatchedProcess.DETAILS)).contains("\tat dev.bellows");
            assertThat(wrong.seen().get(WatchedProcess.COMMAND_LINE)).contains("dev.bellows.cli.Main");
            // Who types it into an option has shown it already, and is told so.
            List<String> typed = given.shows(door.secret()) ? List.of(WatchedProcess.COMMAND_LINE) : List.of();
            assertThat(door.secret().foundIn(good.seen())).isEqualTo(typed);
            assertThat(door.secret().foundIn(wrong.seen())).isEqualTo(typed);
        }
    }

    @Test
    void whatIsNoSecretIsFoundInEachOfThem() throws IOException, InterruptedException {
        try (TestDatabase db = database()) {
            db.migrations("-- file: 0001_kanarieshown.sql\nALTER TABLE no_kanarieshown ADD i int;\n");
            Door door = door(db, SecretPlace.PASSWORD_VARIABLE);
            Given given = SecretPlace.PASSWORD_VARIABLE.given(door);
            Processes.run(db.folder(), List.of("git", "init", "-q"));

            WatchedProcess apply = WatchedProcess.run(door, given, "apply", "--release", "kanarieshown");
            WatchedProcess lint = WatchedProcess.run(door, given, "lint", "--git-base", "kanarieshown");

            Map<String, String> seen = new TreeMap<>(apply.seen());
            seen.put(WatchedProcess.CHILDREN, String.valueOf(lint.seen().get(WatchedProcess.CHILDREN)));
            assertThat(new Canary("shown").foundIn(seen))
                    .containsExactlyInAnyOrder(
                            WatchedProcess.OUTPUT,
                            WatchedProcess.ERRORS,
                            WatchedProcess.LOG,
                            WatchedProcess.DETAILS,
                            WatchedProcess.COMMAND_LINE,
                            WatchedProcess.CHILDREN);
            assertThat(door.secret().foundIn(lint.seen())).isEmpty();
        }
    }
}
