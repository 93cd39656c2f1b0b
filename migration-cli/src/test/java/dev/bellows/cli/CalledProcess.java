package dev.bellows.cli;

import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The command line as a process of its own, with its output in files. */
final class CalledProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private CalledProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command on a database and its folder. */
    static CalledProcess start(TestDatabase db, String... arguments) throws IOException {
        Path out = Files.createTempFile(db.folder().getParent(), "out", ".txt");
        Path err = Files.createTempFile(db.folder().getParent(), "err", ".txt");
        ProcessBuilder builder = builder(arguments);
        builder.environment().putAll(Caller.on(db).environment());
        return new CalledProcess(
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    /** A call that was not started yet, without any of Bellows's variables. */
    static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("BELLOWS_") || name.startsWith("PG"));
        return builder;
    }

    /** Sends a signal, such as INT. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Waits for its end; the exit code. */
    int exit() throws InterruptedException {
        return process.waitFor();
    }

    boolean runs() {
        return process.isAlive();
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
