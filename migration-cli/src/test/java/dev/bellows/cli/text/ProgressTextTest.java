package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import dev.bellows.model.Script;
import dev.bellows.model.StepResult;
import dev.bellows.model.StepResult.Outcome;
import dev.bellows.sql.Directives;
import dev.bellows.sql.Outline;
import dev.bellows.sql.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
    private static final Migration MIGRATION =
            new Migration("main", "0042", "add email", Phase.EXPAND, null, false, new Nothing(), null);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ProgressText progress = new ProgressText(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Ink.PLAIN,
            text -> text.replace("hunter2", "***"));

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void finish() {
        progress.on(new Progress.StepFinished(StepResult.of(MIGRATION, Outcome.APPLIED, 1, 1, Duration.ofMillis(12))));
    }

    @Test
    void aLineBeginsWithItsMigrationAndEndsWithIt() {
        progress.on(new Progress.StepStarted(MIGRATION, 1, 1));
        assertThat(out()).isEqualTo("0042 add email  expand  ");

        finish();
        assertThat(out()).isEqualTo("0042 add email  expand  applied in 12 ms (1 statement)\n");
    }

    @Test
    void aRemarkInBetweenBreaksTheLineInTwo() {
        progress.on(new Progress.StepStarted(MIGRATION, 1, 1));
        progress.on(new Progress.WaitingForOthers(MIGRATION, List.of("pid 7 (role app)"), Duration.ofSeconds(3)));
        finish();

        assertThat(out())
                .isEqualTo("0042 add email  expand  …\n0042 add email  expand  applied in 12 ms (1 statement)\n");
        assertThat(err()).isEqualTo("0042 waits, 3 s so far, for:\n  pid 7 (role app)\n");
    }

    @Test
    void remarksNameTheHolderTheRetryAndNoPassword() {
        progress.on(new Progress.WaitingForLock("pid 9 (bellows 0001 @ ci)", Duration.ofSeconds(4)));
        progress.on(new Progress.Retrying(MIGRATION, 2, "a lock was not to be had", Duration.ofMillis(800)));
        progress.on(new Progress.Notice("hunter2 \u001b[31m"));

        assertThat(err().lines())
                .containsExactly(
                        "waiting for another runner, 4 s so far; the lock is held by pid 9 (bellows 0001 @ ci)",
                        "0042: a lock was not to be had; undone, and tried again (attempt 2) after 800 ms",
                        "notice: *** \uFFFD[31m");
    }

    /** A script that nobody reads. */
    private static final class Nothing implements Script {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public String checksum() {
            return "";
        }

        @Override
        public Reader open() {
            return new StringReader("");
        }

        @Override
        public Outline outline() {
            return new Outline(Directives.NONE, 0, List.of());
        }

        @Override
        public String prefixChecksum(int statements) {
            return "";
        }
    }
}
