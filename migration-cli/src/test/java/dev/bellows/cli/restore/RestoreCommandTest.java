package dev.bellows.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.RefusedException;
import dev.bellows.model.RestorePointMaker.Occasion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs: scripts of this test's, which no shell of ours starts. */
@Timeout(120)
class RestoreCommandTest {
    private static final Occasion OCCASION = new Occasion(
            "shop", "sales", false, List.of(MigrationLabel.parse("0013"), MigrationLabel.parse("billing:0014")));

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private RestoreCommand command(Duration atMost, String... words) {
        return new RestoreCommand(
                List.of(words),
                folder,
                atMost,
                Map.of("PATH", System.getenv("PATH"), "PGPASSWORD", "geheim"),
                text -> text.replace("geheim", "***"),
                heard::add);
    }

    private RestoreCommand script(String script) {
        return command(Duration.ZERO, "sh", "-c", script);
    }

    private String make(String script) throws InterruptedException {
        return script(script).make(OCCASION);
    }

    @Test
    void theLastLineThatIsNotBlankIsWhatItIsCalled() throws InterruptedException {
        assertThat(make("echo first; echo ' snap-7 '; echo; echo said >&2")).isEqualTo("snap-7");
        assertThat(heard).containsExactly("said");
        assertThat(make("printf snap-8")).isEqualTo("snap-8");
        assertThat(make("printf '1%%\\r100%%\\r'")).isEqualTo("100%");
        assertThat(make("exit 0")).isEmpty();
    }

    @Test
    void itKnowsTheDatabaseAndWhatIsAboutToRun() throws InterruptedException {
        assertThat(make("echo $BELLOWS_RESTORE_POINT_BEFORE in $BELLOWS_RESTORE_POINT_SCHEMA of ${#PGPASSWORD}"))
                .isEqualTo("0013 billing:0014 in sales of 6");
    }

    @Test
    void itRunsWithoutAShellInItsFolderAndIsAskedNothing() throws IOException, InterruptedException {
        assertThat(command(Duration.ZERO, "echo", "$HOME", "*", "a  b").make(OCCASION))
                .isEqualTo("$HOME * a  b");
        assertThat(make("pwd -P")).isEqualTo(folder.toRealPath().toString());
        assertThat(make("cat; echo done")).isEqualTo("done");
    }

    @Test
    void aLongOrBinaryOutputIsReadToItsEnd() throws InterruptedException {
        assertThat(make("head -c 3000000 /dev/zero | tr '\\0' x; head -c 3000000 /dev/zero | tr '\\0' y >&2"))
                .hasSize(4096)
                .matches("x+");
        assertThat(make("printf '\\377\\000\\033[31m\\n'")).isEqualTo("\uFFFD\u0000\u001B[31m");
        assertThat(heard).allSatisfy(line -> assertThat(line).hasSizeLessThan(600));
    }

    @Test
    void whoFailsIsNamedWithWhatItSaidLastAndWithoutSecrets() {
        assertThatThrownBy(() -> make("echo 'no geheim room' >&2; exit 3"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no restore point could be made: sh -c 'echo '")
                .hasMessageContaining(" ended with exit code 3: no *** room; mend that")
                .hasMessageContaining("then: bellows apply")
                .hasMessageNotContaining("geheim");
        assertThat(heard).containsExactly("no *** room");
        assertThatThrownBy(() -> make("kill -TERM $$")).hasMessageContaining("ended with exit code 143");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> command(Duration.ZERO, "pg_dumpp", "-Fc").make(OCCASION))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("pg_dumpp cannot be started in " + folder + ": No such file or directory")
                .hasMessageContaining("install it, or write its path into restore-point, then: bellows apply");
    }

    @Test
    void whenItsTimeIsOverAllThatItStartedEnds() throws Exception {
        // One of them does not end when it is asked to.
        Path pids = folder.resolve("pids");
        String script = "sleep 3600 & echo $! >> pids;"
                + " sh -c 'trap \"\" TERM; echo $$ >> pids; while :; do sleep 1; done' & wait";

        assertThatThrownBy(
                        () -> command(Duration.ofSeconds(2), "sh", "-c", script).make(OCCASION))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("had not ended after 2 s, and was ended")
                .hasMessageContaining("raise restore-point-timeout (BELLOWS_RESTORE_POINT_TIMEOUT)");

        assertThat(Files.readAllLines(pids)).hasSize(2).allSatisfy(RestoreCommandTest::ends);
    }

    @Test
    void whenItIsInterruptedAllThatItStartedEnds() throws Exception {
        Path pids = folder.resolve("pids");
        FutureTask<String> task = new FutureTask<>(() -> make("sleep 3600 & echo $! > part; mv part pids; wait"));
        Thread thread = new Thread(task);
        thread.start();
        while (!Files.exists(pids)) {
            Thread.onSpinWait();
        }
        thread.interrupt();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(Files.readAllLines(pids)).hasSize(1).allSatisfy(RestoreCommandTest::ends);
    }

    @Test
    void whoLeavesSomethingRunningIsNotWaitedFor() throws Exception {
        String pid = make("sleep 3600 & echo $!");

        ProcessHandle left = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(left.destroyForcibly()).isTrue();
    }

    /** One that goes on is waited for until the time of this test is over. */
    private static void ends(String pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        if (process.isPresent()) {
            process.get().onExit().get();
        }
    }
}
