package dev.bellows.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server made from the PostgreSQL that this machine has installed, for tests that need its tools (psql, pg_dump), an
 * older version or a server of their own; it listens on 127.0.0.1 and trusts everyone there. The data go when it is
 * closed.
 *
 * <pre>{@code
 * assumeThat(InstalledPostgres.isAvailable()).as(InstalledPostgres.MISSING).isTrue();
 * try (InstalledPostgres postgres = InstalledPostgres.start()) {
 *     postgres.run(List.of(postgres.binary("psql"), "-c", "SELECT 1"));
 * }
 * }</pre>
 */
public final class InstalledPostgres implements AutoCloseable {
    /** What to say when a test is skipped because there is no installed PostgreSQL. */
    public static final String MISSING =
            "this test needs an installed PostgreSQL server: pg_config in the PATH, or /usr/lib/postgresql";

    /** The tag of tests that start all their servers themselves: whichever server the others run on, they tell the same. */
    public static final String OWN = "own-server";

    private static final String SUPERUSER = "postgres";

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final TestServer server;

    private InstalledPostgres(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
        initialise();
        startServer(folder, port);
        this.server = new TestServer(
                new ServerAddress("127.0.0.1:" + port, SUPERUSER, "", SUPERUSER, SUPERUSER), this::stopServer);
    }

    /** Whether this machine has the server's binaries, and, for root, a user "postgres" to run them. */
    public static boolean isAvailable() {
        return InstalledBinaries.find().isPresent() && (!isRoot() || succeeds("id", SUPERUSER));
    }

    /** Makes and starts a server; IllegalStateException with what its tools said when that fails. */
    public static InstalledPostgres start() {
        Path binaries = InstalledBinaries.find().orElseThrow(() -> new IllegalStateException(MISSING));
        try {
            return new InstalledPostgres(binaries, newFolder(), freePort());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** A folder that the server's user may write. */
    static Path newFolder() throws IOException {
        Path folder = Files.createTempDirectory("installed-postgres");
        if (isRoot()) {
            // PostgreSQL refuses to run as root.
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SUPERUSER));
        }
        return folder;
    }

    /** A new database on this server; its close drops it, and so does this server's. */
    public TestDatabase newDatabase() {
        return server.newDatabase();
    }

    /** A new streaming replica of this server; the caller closes it, before this one. */
    public StandbyPostgres newStandby() {
        return StandbyPostgres.of(this);
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The path of a tool such as {@code psql}, {@code pg_dump} or {@code pg_ctl}. */
    public String binary(String tool) {
        return binaries.resolve(tool).toString();
    }

    /**
     * Runs a command whose libpq finds this server by itself, and waits for it.
     *
     * @return its standard output
     * @throws IllegalStateException with its error output when it fails
     */
    public String run(List<String> command) {
        try {
            Path errors = Files.createTempFile("errors", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().put("PGHOST", "127.0.0.1");
            builder.environment().put("PGPORT", Integer.toString(port));
            builder.environment().put("PGUSER", SUPERUSER);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            String complaint = Files.readString(errors);
            Files.delete(errors);
            if (exitCode != 0) {
                throw new IllegalStateException(command + " ended with " + exitCode + ": " + complaint + output);
            }
            return output;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", problem);
        }
    }

    /** Kills the server as a power failure would, and starts it again: it recovers from its log. */
    public void crash() {
        stop();
        startAgain();
    }

    /** Kills the server as a power failure would, and leaves it so. */
    public void stop() {
        runAsServer("pg_ctl", "-D", data(folder), "-m", "immediate", "-w", "stop");
    }

    /** Starts the server that {@link #stop} has stopped. */
    public void startAgain() {
        startServer(folder, port);
    }

    /** Stops the server as its package's update would, ending all sessions, and starts it again. */
    public void restart() {
        runAsServer("pg_ctl", "-D", data(folder), "-m", "fast", "-w", "stop");
        startServer(folder, port);
    }

    /** Stops the server, whoever is connected, and removes its data. */
    @Override
    public void close() {
        server.close();
    }

    private void initialise() {
        runAsServer(
                "initdb", "-D", data(folder), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
    }

    /** Starts the server whose data are in this folder. */
    void startServer(Path folder, int port) {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off";
        runAsServer("pg_ctl", "-D", data(folder), "-l", folder.resolve("log") + "", "-w", "-o", options, "start");
    }

    private void stopServer() {
        stopServer(folder);
    }

    /** Stops the server whose data are in this folder, and removes them. */
    void stopServer(Path folder) {
        runAsServer("pg_ctl", "-D", data(folder), "-m", "immediate", "-w", "stop");
        TestDatabase.remove(folder);
    }

    static String data(Path folder) {
        return folder.resolve("data").toString();
    }

    /** Runs a tool as the user who runs the server. */
    void runAsServer(String tool, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", SUPERUSER, "--"));
        }
        command.add(binary(tool));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
