package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no database. */
class MainTest {
    @TempDir
    private Path folder = Path.of("");

    private Caller caller() {
        return new Caller(Map.of(), folder, null);
    }

    @Test
    void aloneItPrintsItsHelpAndFails() {
        Ended ended = caller().call();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("Usage: bellows COMMAND").contains("apply", "status", "down");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '`', textBlock = """
            down --steps 1 --to 3              | error: --to and --steps are both given: keep one of them
            resolve 3 --as done                | error: 'done' is no resolution: applied, reverted or resume-at:N
            resolve 3 --as missing             | error: write --missing REASON instead of --as missing
            status --env prod                  | error: --env prod: there is no bellows.toml that could hold [env.prod]
            status --config nothing.toml       | error: --config nothing.toml: there is no such file
            apply --wait soon                  | error: --wait: "soon" is not a duration: write 500ms, 2s, 10m, 1h, or 0 for no limit.
            status --url mysql://u:hunter2@h/d | error: --url: 'mysql' is no scheme for PostgreSQL: write postgresql://user@host/database, jdbc:postgresql://host/database, "host=… dbname=…", or embedded
            status --url embedded --user me    | error: --user: the embedded server has a user and a password of its own; leave it out
            """)
    void wrongArgumentsAreToldInOneLine(String arguments, String line) {
        Ended ended = caller().call(arguments.split(" "));

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines()).contains(line);
        assertThat(ended.err()).doesNotContain("hunter2").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "status", "wait", "validate", "down"})
    void withoutADatabaseBothWaysOnAreShown(String command) {
        Ended ended = caller().call(command);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("--url postgresql://user@host/database", "--url embedded", "--migrations FOLDER");
    }

    @Test
    void aMigrationsFolderIsNeverChosenSilently() throws IOException {
        Files.createDirectory(folder.resolve("migrations"));

        Ended ended = caller().call("status", "--url", "postgresql://h/d");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("no folder of migrations is named").doesNotContain("no database");
    }

    @Test
    void errorsAreJsonTooWhereAskedFor() {
        Ended usage = caller().call("status", "--json", "--urll", "x");
        Ended configuration = caller().with("BELLOWS_JSON", "true").call("status");

        assertThat(usage.json().path("exit").asInt()).isEqualTo(2);
        assertThat(usage.json().path("error").path("kind").asString()).isEqualTo("usage");
        assertThat(configuration.json().path("format").asInt()).isEqualTo(1);
        assertThat(configuration.json().path("command").asString()).isEqualTo("status");
        assertThat(configuration.json().path("error").path("kind").asString()).isEqualTo("configuration");
    }

    @Test
    void commonOptionsMayStandBeforeTheCommand() {
        assertThat(caller().call("--json", "version").json().path("command").asString())
                .isEqualTo("version");
        assertThat(caller().call("--version").out()).startsWith("bellows ");
    }

    @Test
    void thePublicEntryTakesStreamsAndVariables() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

        int exit = Main.run(new String[] {"version"}, new ByteArrayInputStream(new byte[0]), stream, stream, Map.of());

        assertThat(exit).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("bellows ");
    }
}
