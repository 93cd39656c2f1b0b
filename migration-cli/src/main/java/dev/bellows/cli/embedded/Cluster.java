package dev.bellows.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The server's data, and the process that serves them. To be used in one's {@link Turn} only. */
final class Cluster {
    static final String SUPERUSER = "postgres";

    private static final int ATTEMPTS = 3;
    private static final int PATIENCE_SECONDS = 300;
    private static final int DYING_SECONDS = 5;
    private static final int PAUSE_MILLISECONDS = 20;

    private final Path folder;
    private final Path data;
    private final Path log;
    private volatile int port;
    private volatile String password = "";

    Cluster(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.log = folder.resolve("log");
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    void ensureRunning(Consumer<String> say) throws IOException, EmbeddedServerException {
        Optional<Postmaster> running = settled();
        if (running.isPresent()) {
            port = running.get().port();
            password = Files.readString(folder.resolve("password")).strip();
            return;
        }
        refuseUnsafePath();
        Program program = new Program(folder, Binaries.in(folder, say));
        createPassword();
        create(program, say);
        start(program, say);
    }

    void stop() throws IOException, EmbeddedServerException {
        if (settled().isEmpty()) {
            return;
        }
        Program program = new Program(folder, Binaries.in(folder, line -> {}));
        Program.Outcome outcome = program.run(
                "pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", Integer.toString(PATIENCE_SECONDS));
        if (outcome.exitCode() != 0) {
            throw new EmbeddedServerException("it did not stop: " + summary(outcome.lines()) + "; see its log " + log);
        }
    }

    /** The running server, once it is ready; empty when there is none, or none any more. */
    private Optional<Postmaster> settled() throws IOException, EmbeddedServerException {
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (true) {
            Optional<Postmaster> postmaster = Postmaster.of(data);
            if (postmaster.isEmpty() || !postmaster.get().lives()) {
                return Optional.empty();
            }
            if (postmaster.get().isReady()) {
                return postmaster;
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServerException(
                        "PostgreSQL, process " + postmaster.get().process() + ", is still "
                                + postmaster.get().status() + "; see its log " + log);
            }
            Pause.milliseconds(PAUSE_MILLISECONDS);
        }
    }

    // pg_ctl hands its paths to a shell in double quotes.
    private void refuseUnsafePath() throws EmbeddedServerException {
        if (folder.toString().matches(".*[\"$`\\n].*") || (folder.toString().contains("\\") && !isWindows())) {
            throw new EmbeddedServerException(
                    "PostgreSQL cannot live in " + folder + " because of a sign in the path; choose another folder");
        }
    }

    private void createPassword() throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            OwnerOnly.writeFile(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
        }
        password = Files.readString(file).strip();
    }

    private void create(Program program, Consumer<String> say) throws IOException, EmbeddedServerException {
        if (Files.exists(data)) {
            return;
        }
        say.accept("creating a database server in " + folder);
        Path partial = Partial.fresh(data);
        // PostgreSQL's own collation is the same on every system, whatever locales that has.
        Program.Outcome outcome = program.run(
                "initdb",
                "--pgdata=" + partial,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + folder.resolve("password"),
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--set=timezone=UTC",
                "--set=log_timezone=UTC");
        if (outcome.exitCode() != 0) {
            throw new EmbeddedServerException("PostgreSQL could not be created in " + folder + ": "
                    + summary(outcome.lines()) + hint(outcome.lines()));
        }
        Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void start(Program program, Consumer<String> say) throws IOException, EmbeddedServerException {
        forgetStaleProcess();
        for (int attempt = 1; ; attempt++) {
            port = choosePort();
            say.accept("starting PostgreSQL on port " + port);
            if (Files.exists(log)) {
                Files.move(log, folder.resolve("log.previous"), StandardCopyOption.REPLACE_EXISTING);
            }
            // pg_ctl gives the server a session of its own: Ctrl-C in the terminal and its end do not reach it.
            String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=";
            Program.Outcome outcome = program.run(
                    "pg_ctl",
                    "start",
                    "-D",
                    data.toString(),
                    "-l",
                    log.toString(),
                    "-o",
                    options,
                    "-w",
                    "-t",
                    Integer.toString(PATIENCE_SECONDS));
            Optional<Postmaster> running = settled();
            if (running.isPresent()) {
                // Ours, or the one that a process began to start before it was killed: PostgreSQL lets only one live.
                port = running.get().port();
                return;
            }
            List<String> said =
                    Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : outcome.lines();
            boolean portTaken = said.stream().anyMatch(line -> line.contains("could not bind"));
            if (!portTaken || attempt == ATTEMPTS) {
                throw new EmbeddedServerException(
                        "PostgreSQL did not start: " + summary(said) + hint(said) + "; see its log " + log);
            }
        }
    }

    // PostgreSQL sees by itself that a process is gone, but not that its number is somebody else's now.
    private void forgetStaleProcess() throws IOException, EmbeddedServerException {
        Optional<Postmaster> postmaster = Postmaster.of(data);
        if (postmaster.isEmpty() || !postmaster.get().isAnotherProcess()) {
            return;
        }
        Path file = data.resolve("postmaster.pid");
        if (!isFreeSoon(postmaster.get().port())) {
            throw new EmbeddedServerException(
                    file + " names process " + postmaster.get().process()
                            + ", which is not PostgreSQL, but something listens on its port "
                            + postmaster.get().port()
                            + "; if no server uses these data, remove that file");
        }
        Files.delete(file);
    }

    // A server that was just killed may be without a name and still hold its port: the kernel closes that last.
    private static boolean isFreeSoon(int port) throws EmbeddedServerException {
        long deadline = System.nanoTime() + DYING_SECONDS * 1_000_000_000L;
        while (Postmaster.isTaken(port)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pause.milliseconds(PAUSE_MILLISECONDS);
        }
        return true;
    }

    /** The port of the last time, as people keep it in their tools, unless somebody has taken it since. */
    private int choosePort() throws IOException {
        Path file = folder.resolve("port");
        if (Files.exists(file)) {
            String remembered = Files.readString(file).strip();
            if (remembered.matches("\\d{1,5}") && !Postmaster.isTaken(Integer.parseInt(remembered))) {
                return Integer.parseInt(remembered);
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, socket.getLocalPort() + "\n");
            return socket.getLocalPort();
        }
    }

    /** What went wrong, in one line: the last complaints, or else the last lines, without their times. */
    private static String summary(List<String> lines) {
        List<String> told = lines.stream()
                .map(line -> line.replaceFirst("^[-0-9]+ [0-9:.]+ UTC \\[\\d+\\]", "")
                        .strip())
                .filter(line -> !line.isEmpty())
                .toList();
        List<String> complaints = told.stream()
                .filter(line -> line.matches("(FATAL|PANIC|DETAIL|HINT):.*|.*error:.*"))
                .toList();
        List<String> shown = complaints.isEmpty() ? told : complaints;
        return shown.stream().skip(Math.max(0, shown.size() - 3)).collect(Collectors.joining(" "));
    }

    private static String hint(List<String> lines) {
        return lines.stream().anyMatch(line -> line.startsWith("unshare:"))
                ? "; PostgreSQL does not run as root, and this system has no user namespaces: run as another user"
                : "";
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
