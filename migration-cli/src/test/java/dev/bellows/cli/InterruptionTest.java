package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and real signals: what runs is cancelled on the server, recorded, told, and the lock is free. */
@Timeout(180)
class InterruptionTest {
    private static final String SLEEP = "query LIKE 'SELECT pg_sleep(3600)%' AND state = 'active'";
    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    /** A process that a script started in the background has this signal ignored, and hands that on. */
    private static void requireCtrlC() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.isReadable(status), "signals are tested on Linux");
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst()
                .orElse(0);
        assumeFalse((ignored & 2) != 0, "SIGINT is ignored by whoever started the tests");
    }

    private static void until(TestDatabase db, String condition) throws InterruptedException {
        while (!"t"
                .equals(db.value("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND " + condition + ")"))) {
            Thread.sleep(20);
        }
    }

    @PostgresTest
    void ctrlCCancelsATransactionalMigrationAndTellsWhatStands(TestDatabase db) throws Exception {
        requireCtrlC();
        db.migrations("""
                -- file: 0001_a.sql
                CREATE TABLE a (id int);
                -- file: 0002_slow.sql
                CREATE TABLE b (id int);
                SELECT pg_sleep(3600);
                """);
        try (CalledProcess call = CalledProcess.start(db, "apply")) {
            until(db, SLEEP);
            call.signal("INT");

            assertThat(call.exit()).isEqualTo(130);
            assertThat(call.out()).contains("0001 a  expand  applied", "0002 slow  expand  failed");
            assertThat(call.err())
                    .contains("interrupted: what ran was cancelled on the server, and recorded as failed")
                    .contains("0002_slow.sql:2:1 (statement 2 of 2, SQLSTATE 57014)")
                    .contains("of this file nothing is in the database")
                    .contains("applied before it in this run: 0001 a")
                    .contains("next: ")
                    .contains("bellows apply");
        }
        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "failed 0002 0/2");
        assertThat(db.value(LOCKS)).isEqualTo("0");
        assertThat(db.value("SELECT to_regclass('b')")).isNull();
    }

    @PostgresTest
    void aRequestToEndDoesTheSameOutsideATransactionAndKeepsWhatWasDone(TestDatabase db) throws Exception {
        db.migrations("""
                -- file: 0001_slow.sql
                -- bellows:transaction off
                CREATE TABLE a (id int);
                SELECT pg_sleep(3600);
                """);
        try (CalledProcess call = CalledProcess.start(db, "apply")) {
            until(db, SLEEP);
            call.signal("TERM");

            assertThat(call.exit()).isEqualTo(143);
            assertThat(call.err()).contains("of this file 1 of 2 statements is in the database");
        }
        assertThat(db.ledger()).last().isEqualTo("failed 0001 1/2");
        assertThat(db.value(LOCKS)).isEqualTo("0");
    }

    @PostgresTest
    void aWaiterEndsAtOnceWithOneLine(TestDatabase db) throws Exception {
        db.migrations("-- file: 0001_slow.sql\nSELECT pg_sleep(3600);\n");
        try (CalledProcess holder = CalledProcess.start(db, "apply")) {
            until(db, SLEEP);
            try (CalledProcess waiter = CalledProcess.start(db, "apply")) {
                while (!waiter.err().contains("waiting for another runner")) {
                    Thread.sleep(20);
                }
                waiter.signal("TERM");

                assertThat(waiter.exit()).isEqualTo(143);
                assertThat(waiter.out()).isEmpty();
                assertThat(waiter.err().lines().filter(line -> line.contains("interrupted")))
                        .hasSize(1);
            }
            assertThat(holder.runs()).isTrue();
        }
    }

    @Test
    void whoConnectsToAServerThatSaysNothingEndsAtOnce() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Path folder = Files.createTempDirectory("bellows");
            ProcessBuilder builder = CalledProcess.builder(
                    "apply",
                    "--url",
                    "postgresql://u@127.0.0.1:" + silent.getLocalPort() + "/d",
                    "--migrations",
                    folder.toString());
            Process call = builder.redirectErrorStream(true).start();
            silent.accept();
            new ProcessBuilder("kill", "-TERM", String.valueOf(call.pid()))
                    .start()
                    .waitFor();

            assertThat(new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactly("error: interrupted before anything was run", "next: run again");
            assertThat(call.waitFor()).isEqualTo(143);
            Files.delete(folder);
        }
    }

    @PostgresTest
    void aSecondSignalEndsWhatWillNotEnd(TestDatabase db) throws Exception {
        db.migrations("""
                -- file: 0001_stubborn.sql
                DO $$ BEGIN
                    LOOP
                        BEGIN
                            PERFORM pg_sleep(3600);
                        EXCEPTION WHEN query_canceled THEN NULL;
                        END;
                    END LOOP;
                END $$;
                """);
        try (CalledProcess call = CalledProcess.start(db, "apply")) {
            until(db, "query LIKE '%pg_sleep%' AND state = 'active'");
            call.signal("TERM");
            while (!call.err().contains("once more ends the process at once")) {
                Thread.sleep(20);
            }
            assertThat(call.runs()).isTrue();

            call.signal("TERM");
            assertThat(call.exit()).isEqualTo(143);
        }
        db.value("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND query LIKE '%query_canceled%' AND pid <> pg_backend_pid()");
    }

    @Test
    void aResultThatCannotBeWrittenIsNoSuccess() throws Exception {
        File full = new File("/dev/full");
        assumeTrue(full.exists(), "this system has no /dev/full");
        Process call = CalledProcess.builder("version").redirectOutput(full).start();

        String err = new String(call.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(call.waitFor()).isEqualTo(1);
        assertThat(err.toLowerCase(Locale.ROOT))
                .contains("standard output could not be written")
                .doesNotContain("what was done");
    }

    @Test
    void whoeverStopsReadingIsToldNothing(@TempDir Path folder) throws Exception {
        String many = "CREATE INDEX ON orders (id);\n".repeat(5000);
        Files.writeString(folder.resolve("0001_many.sql"), many);
        for (String[] call : new String[][] {{"version"}, {"lint", "."}}) {
            ProcessBuilder builder = CalledProcess.builder(call).directory(folder.toFile());
            Process process = builder.start();
            process.getInputStream().close();

            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isEqualTo(call[0].equals("lint") ? 4 : 141);
            assertThat(err).isEmpty();
        }
    }
}
