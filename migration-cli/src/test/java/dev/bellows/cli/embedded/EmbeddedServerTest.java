package dev.bellows.cli.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedServerTest {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private static @Nullable Path programs;

    private final Path project;

    EmbeddedServerTest(@TempDir Path project) {
        this.project = project;
    }

    @BeforeAll
    static void unpack(@TempDir Path folder) throws Exception {
        programs = Binaries.in(folder, line -> {});
    }

    @AfterEach
    void nothingRunsAnyMore() throws IOException {
        boolean ran = runs();
        if (ran) {
            ProcessHandle.of(postmaster().process()).ifPresent(ProcessHandle::destroyForcibly);
        }
        Path link = home().resolve(requireNonNull(programs).getFileName());
        if (Files.isSymbolicLink(link)) {
            Files.delete(link);
        }
        assertThat(ran).as("the server still ran").isFalse();
    }

    @Test
    void theLastToLeaveStopsItAndTheDataStay() throws Exception {
        EmbeddedServer first = join();
        EmbeddedServer second = join();
        assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());
        execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        first.close();
        first.close();
        assertThat(value(second, "SELECT answer FROM kept")).isEqualTo("42");
        second.close();
        assertThat(runs()).isFalse();

        try (EmbeddedServer again = join()) {
            assertThat(again.jdbcUrl()).isEqualTo(first.jdbcUrl());
            assertThat(value(again, "SELECT answer FROM kept")).isEqualTo("42");
        }
        assertThat(said.stream().map(line -> line.split(" ")[0]))
                .containsExactly("unpacking", "creating", "starting", "starting");
    }

    @Test
    void strangersStayOut() throws Exception {
        useUnpackedPrograms();
        try (EmbeddedServer server = join()) {
            assertThat(value(server, "SELECT current_setting('listen_addresses')"))
                    .isEqualTo("127.0.0.1");
            assertThat(value(server, "SHOW server_version")).startsWith(Binaries.MAJOR + ".");
            assertThat(value(server, "SHOW log_timezone")).isEqualTo("UTC");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guessed"))
                    .isInstanceOfSatisfying(SQLException.class, problem -> assertThat(problem.getSQLState())
                            .isEqualTo("28P01"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
                .isEqualTo("rwx------");
    }

    @Test
    void processesThatComeTogetherShareOneServer() throws Exception {
        try (Occupant first = Occupant.start(home());
                Occupant second = Occupant.start(home());
                Occupant third = Occupant.start(home())) {
            String url = first.joined();
            assertThat(List.of(second.joined(), third.joined())).containsOnly(url);
            assertThat(Stream.of(first, second, third).flatMap(occupant -> occupant.said().stream()))
                    .filteredOn(line -> line.startsWith("starting"))
                    .hasSize(1);

            assertThat(first.tell("close")).isZero();
            assertThat(second.tell("leave without a word")).isZero();
            assertThat(runs()).isTrue();
            assertThat(third.tell("exit")).isEqualTo(3);
            assertThat(runs()).isFalse();
        }
    }

    @Test
    void theServerOfAKilledProcessIsAdopted() throws Exception {
        useUnpackedPrograms();
        try (Occupant killed = Occupant.start(home())) {
            String url = killed.joined();
            killed.kill();
            assertThat(runs()).isTrue();

            try (EmbeddedServer server = join()) {
                assertThat(server.jdbcUrl()).isEqualTo(url);
                assertThat(value(server, "SELECT 1")).isEqualTo("1");
            }
            assertThat(said).isEmpty();
            assertThat(runs()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalToTheTerminalsProcessesHitsNoOtherClient(String signal) throws Exception {
        useUnpackedPrograms();
        assumeThat(Path.of("/usr/bin/setsid")).as("this test needs setsid").isExecutable();
        // setsid makes the process the leader of a group, as a shell does with a foreground job.
        try (Occupant interrupted = Occupant.start(home(), "setsid")) {
            interrupted.joined();
            try (EmbeddedServer server = join()) {
                command("kill", "-" + signal, "--", "-" + interrupted.processId());
                assertThat(interrupted.ended()).isGreaterThan(128);
                assertThat(value(server, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void ctrlCStopsTheServerOfTheOnlyProcess() throws Exception {
        useUnpackedPrograms();
        assumeThat(Path.of("/usr/bin/setsid")).as("this test needs setsid").isExecutable();
        try (Occupant interrupted = Occupant.start(home(), "setsid")) {
            interrupted.joined();
            command("kill", "-INT", "--", "-" + interrupted.processId());
            assertThat(interrupted.ended()).isEqualTo(130);
            assertThat(runs()).isFalse();
        }
    }

    @Test
    void whatWasLeftHalfMadeIsMadeAgain() throws Exception {
        Files.createDirectories(home().resolve("programs-18-0.partial/bin"));
        Files.writeString(home().resolve("programs-18-0.partial/bin/postgres"), "half");
        Files.createDirectories(home().resolve("data.partial/base"));
        Files.writeString(home().resolve("data.partial/PG_VERSION"), "18\n");
        Files.createDirectories(home().resolve("members"));
        Files.writeString(home().resolve("members/of-a-killed-process.lock"), "");
        try (EmbeddedServer server = join()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
            assertThat(home().resolve("programs-18-0.partial")).doesNotExist();
            assertThat(home().resolve("data.partial")).doesNotExist();
        }
    }

    @Test
    void aProcessThatDiesWhileItStartsTheServerLeavesNoMess() throws Exception {
        for (int line = 1; line <= 3; line++) {
            try (Occupant killed = Occupant.start(home())) {
                killed.says(line);
                killed.kill();
            }
        }
        try (EmbeddedServer server = join()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whoIsInterruptedLeavesAllTheSame() throws Exception {
        useUnpackedPrograms();
        EmbeddedServer server = join();
        Thread.currentThread().interrupt();
        server.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs()).isFalse();
    }

    @Test
    void aCrashedServerStartsAgain() throws Exception {
        useUnpackedPrograms();
        try (EmbeddedServer crashed = join()) {
            execute(crashed, "CREATE TABLE kept AS SELECT 42 AS answer");
            long process = postmaster().process();
            command("kill", "-9", Long.toString(process));
            while (runs()) {
                Pause.milliseconds(10);
            }
            try (EmbeddedServer again = join()) {
                assertThat(again.jdbcUrl()).isEqualTo(crashed.jdbcUrl());
                assertThat(value(again, "SELECT answer FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void afterACrashTheProcessNumberMayBeSomebodyElses() throws Exception {
        useUnpackedPrograms();
        join().close();
        Files.writeString(
                home().resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + home().resolve("data")
                        + "\n1700000000\n1\n\n127.0.0.1\n\nready\n");
        try (EmbeddedServer server = join()) {
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aPortThatWasTakenSinceIsReplaced() throws Exception {
        useUnpackedPrograms();
        int port;
        try (EmbeddedServer before = join()) {
            port = URI.create(before.jdbcUrl().substring("jdbc:".length())).getPort();
        }
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                EmbeddedServer server = join()) {
            assertThat(server.jdbcUrl()).doesNotContain(":" + taken.getLocalPort() + "/");
            assertThat(value(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whatPostgresSaysIsSaidInOneLineAndNothingIsDeleted() throws Exception {
        useUnpackedPrograms();
        join().close();
        Files.writeString(home().resolve("data/PG_VERSION"), "17\n");
        assertThatThrownBy(this::join)
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageStartingWith("PostgreSQL did not start: ")
                .hasMessageContaining("version 17")
                .hasMessageEndingWith("see its log " + home().resolve("log"))
                .message()
                .doesNotContain("\n");
        Files.writeString(home().resolve("data/PG_VERSION"), "18\n");
        join().close();
    }

    /** Saves the time that unpacking takes, in the tests that are about something else. */
    private void useUnpackedPrograms() throws IOException {
        Path unpacked = requireNonNull(programs);
        Files.createDirectories(home().getParent());
        OwnerOnly.createFolder(home());
        Files.createSymbolicLink(home().resolve(unpacked.getFileName()), unpacked);
    }

    private EmbeddedServer join() throws EmbeddedServerException {
        return EmbeddedServer.join(home(), said::add);
    }

    private Path home() {
        return project.resolve(".bellows").resolve("postgres-18");
    }

    private boolean runs() throws IOException {
        return Postmaster.of(home().resolve("data")).filter(Postmaster::lives).isPresent();
    }

    private Postmaster postmaster() throws IOException {
        return Postmaster.of(home().resolve("data")).orElseThrow();
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedServer server, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return requireNonNull(result.getString(1));
        }
    }

    private static void command(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = process.inputReader().lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor()).as(output).isZero();
    }
}
