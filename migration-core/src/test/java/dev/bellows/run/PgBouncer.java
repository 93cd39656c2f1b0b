package dev.bellows.run;

import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A PgBouncer in front of an installed PostgreSQL. */
final class PgBouncer implements AutoCloseable {
    static final String MISSING = "this test needs pgbouncer in the PATH or in /usr/sbin";

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    private final Process process;
    private final Path folder;
    private final int port;

    private PgBouncer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static boolean isAvailable() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    static PgBouncer start(InstalledPostgres server, String mode, String more) throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        Path folder = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(
                configuration, """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                auth_file =
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits
                %s
                """.formatted(server.port(), port, mode, more).replace("* =", "* = user=postgres"));
        String program = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
        List<String> command = root
                ? List.of("runuser", "-u", "postgres", "--", program, configuration.toString())
                : List.of(program, configuration.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains("process up")) {
                return new PgBouncer(process, folder, port);
            }
        }
        throw new IllegalStateException("pgbouncer did not start: " + said);
    }

    PGSimpleDataSource dataSource(TestDatabase db) {
        PGSimpleDataSource dataSource = db.dataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        return dataSource;
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(folder.resolve("pgbouncer.ini"));
        Files.deleteIfExists(folder);
    }
}
