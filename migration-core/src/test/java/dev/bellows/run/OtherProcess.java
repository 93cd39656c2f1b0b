package dev.bellows.run;

import dev.bellows.Bellows;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** An apply in a process of its own, which stops and says so at a point of the test's choice, to be killed there. */
public final class OtherProcess implements AutoCloseable {
    /** Stops it when the gate of a contract was opened, and nothing of the contract has run. */
    static final String OPENED = "opened";

    /** Stops it when the first rows of a column were copied in batches. */
    static final String COPIED = "copied";

    /** What it says where it has stopped. */
    public static final String STOPPED = "stopped";

    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts an apply.
     *
     * @param stopBefore the statement, such as {@code 2/3}, before which it stops for good; {@link #OPENED}; {@link #COPIED}; {@code never} to
     *     run on
     */
    static OtherProcess apply(TestDatabase db, String stopBefore, String... options) throws IOException {
        return start(db, OtherProcess.class, List.of(options), stopBefore);
    }

    /** Starts another main; it is given the database, the folder of its migrations and these arguments. */
    public static OtherProcess start(TestDatabase db, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It lives for moments: what is compiled well is compiled for nothing.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath,
                main.getName(),
                db.jdbcUrl(),
                db.user(),
                db.password(),
                db.folder().toString()));
        command.addAll(List.of(arguments));
        return new OtherProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Its main; what it says goes to its standard output. */
    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        Listener stopping = progress -> {
            boolean there = progress instanceof Progress.StatementStarted started
                    ? arguments[4].equals(started.statement() + "/" + started.statements())
                    : progress instanceof Progress.GateOpened
                            ? arguments[4].equals(OPENED)
                            : progress instanceof Progress.StatementProgress && arguments[4].equals(COPIED);
            if (there) {
                say(STOPPED);
                Pause.exactly(Duration.ofHours(1));
            }
        };
        int ran = Bellows.on(dataSource)
                .migrations(arguments[3])
                .listener(stopping)
                .attest("nothing old lives in a test")
                .applyWithoutLease()
                .steps()
                .size();
        say("applied " + ran);
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }

    /** Waits until it has stopped where it should. */
    OtherProcess awaitStop() throws IOException {
        String said = awaitEnd(STOPPED);
        if (!said.endsWith(STOPPED + "\n")) {
            throw new IllegalStateException("it did not stop, but said: " + said);
        }
        return this;
    }

    /** Waits until it has stopped or ended; what it said. */
    public String awaitStopOrEnd() throws IOException {
        return awaitEnd(STOPPED);
    }

    /** Waits until it ends by itself; what it said. */
    String awaitEnd() throws IOException {
        return awaitEnd("");
    }

    private String awaitEnd(String last) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.equals(last)) {
                break;
            }
        }
        return said.toString();
    }

    /** SIGKILL, and the wait until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
