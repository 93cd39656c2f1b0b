package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.NotInTimeException;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Given a person at a terminal, when others wait for the answer too, then they do not wait for longer than was said. */
@Timeout(60)
class QuestionTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private boolean consented(PipedInputStream terminal, Duration atMost) {
        PrintStream screen = new PrintStream(shown, true, StandardCharsets.UTF_8);
        Surroundings surroundings =
                new Surroundings(terminal, screen, screen, Map.of(), Path.of(""), Screen.NONE.asking());
        try (Call call = new Call(surroundings, new Options(), new VersionCommand())) {
            return new Question(call, false, atMost).consented(List.of("this comes back:"), false);
        }
    }

    @Test
    void whoeverDoesNotAnswerInTimeIsToldSoAndNobodyReadsOn() throws Exception {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream terminal = new PipedInputStream(keyboard)) {
            assertThatThrownBy(() -> consented(terminal, Duration.ofMillis(1)))
                    .isInstanceOf(NotInTimeException.class)
                    .hasMessageContaining("nobody answered within 1 ms, and nothing was changed; next: ");
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).endsWith("Type yes to go on: " + System.lineSeparator());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("bellows-question")) {
                thread.join();
            }
        }
    }

    @Test
    void anAnswerInTimeCounts() throws Exception {
        try (PipedOutputStream keyboard = new PipedOutputStream();
                PipedInputStream terminal = new PipedInputStream(keyboard)) {
            keyboard.write("yes\n".getBytes(StandardCharsets.UTF_8));
            assertThat(consented(terminal, Duration.ofDays(1))).isTrue();
        }
    }
}
