package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A defect is told in two lines. */
class TroublesTest {
    private static Answer answer(Throwable trouble, Map<String, String> environment) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(new byte[0]), nowhere, nowhere, environment, Path.of(""), Screen.NONE);
        try (Call call = new Call(surroundings, new Options(), new VersionCommand())) {
            return Troubles.of(trouble, call);
        }
    }

    @Test
    void aDefectSaysWhatToDo() {
        Answer answer = answer(new IllegalStateException("cannot parse jdbc:postgresql://u:hunter2@h/d"), Map.of());

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.errors())
                .containsExactly(
                        "error: something unexpected happened, a defect of Bellows: IllegalStateException: cannot parse"
                                + " jdbc:postgresql://u:***@h/d",
                        "next: run it again with BELLOWS_DEBUG=1, which writes the details into a file, and report it with"
                                + " that");
        assertThat(Json.object("apply", answer.exit(), answer.json()))
                .contains("\"kind\":\"unexpected\"")
                .doesNotContain("hunter2");
    }

    @Test
    void askedToItWritesTheStackTraceIntoAFile() throws IOException {
        Answer answer = answer(new StackOverflowError("postgresql://u:hunter2@h/d"), Map.of("BELLOWS_DEBUG", "1"));

        String last = answer.errors().get(answer.errors().size() - 1);
        assertThat(last).startsWith("details: ");
        Path file = Path.of(last.substring("details: ".length()));
        assertThat(file).content().contains("StackOverflowError", "\tat ").doesNotContain("hunter2");
        Files.delete(file);
    }
}
