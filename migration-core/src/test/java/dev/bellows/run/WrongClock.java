package dev.bellows.run;

import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.GateSettings;
import dev.bellows.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A process whose clock is wrong: an instance that enters and lives until it is closed, or a runner. */
final class WrongClock implements AutoCloseable {
    /** What to say when a test is skipped. */
    static final String MISSING = "this test needs Debian's package faketime";

    private final Process process;
    private final BufferedReader output;

    private WrongClock(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static boolean isAvailable() {
        try {
            return new ProcessBuilder("faketime", "-f", "+1h", "true").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts an instance that enters.
     *
     * @param wrong by how much, such as {@code +1h}
     */
    static WrongClock instance(TestDatabase db, String wrong) throws IOException {
        return start(db, wrong, "enter");
    }

    /** What a runner says of the contracts that it could not apply. */
    static String apply(TestDatabase db, String wrong) throws IOException {
        try (WrongClock runner = start(db, wrong, "apply")) {
            Instant unused = runner.time();
            return runner.line();
        }
    }

    private static WrongClock start(TestDatabase db, String wrong, String what) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "faketime",
                        "-f",
                        wrong,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WrongClock.class.getName(),
                        db.jdbcUrl(),
                        db.user(),
                        db.password(),
                        db.folder().toString(),
                        what))
                .redirectErrorStream(true);
        // A virtual machine waits by the clock that only ever goes on; with faketime's way to wait it would never rest.
        builder.environment().putAll(Map.of("FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
        return new WrongClock(builder.start());
    }

    /** Its main; what it says goes to its standard output. */
    public static void main(String[] arguments) throws IOException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        Bellows bellows = Bellows.on(dataSource)
                .migrations(arguments[3])
                .gate(GateSettings.DEFAULT.of("api").lasting(GateSettings.SHORTEST_LIFETIME));
        if (arguments[4].equals("apply")) {
            say(Instant.now().toString());
            say("held: " + bellows.applyWithoutLease().held());
            return;
        }
        try (Lease lease = bellows.validate()) {
            say(Instant.now().toString());
            while (System.in.read() >= 0) {
                say(lease.instance());
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }

    /** What time it takes it to be; said once it has entered. */
    Instant time() throws IOException {
        return Instant.parse(line());
    }

    private String line() throws IOException {
        return String.valueOf(output.readLine());
    }

    /** Ends it as a deploy does, and waits for that. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
