package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.model.Progress;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** {@code --json-events}: a run as it happens, for a program. */
@Timeout(180)
class EventsTest {
    private static final String THREE = """
            -- file: 0001_a.sql
            CREATE TABLE a ();
            -- file: 0002_users.sql
            ALTER TABLE users ADD email text;
            -- file: 0003_b.sql
            CREATE TABLE b ();
            """;

    /** A table that somebody has locked. */
    private static Connection inUse(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE users (id int)");
        db.bellows().baseline("0");
        Connection connection = db.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE users IN ACCESS SHARE MODE");
        }
        return connection;
    }

    @PostgresTest
    void aPipelineOfJqSeesWhoIsInTheWayWhileTheMigrationWaits(TestDatabase db) throws Exception {
        Processes.assumeInstalled("jq");
        db.migrations(THREE);
        try (Connection reader = inUse(db);
                CalledProcess call = CalledProcess.start(db, "apply", "--json-events")) {
            String pid = pid(reader);
            while (!call.out().contains("\"waiting-for-others\"")) {
                Thread.sleep(20);
            }
            reader.rollback();
            assertThat(call.exit()).isZero();

            Path output = Files.writeString(db.folder().resolve("output.json"), call.out());
            assertThat(jq(output, "select(.event == \"waiting-for-others\") | .version, .blockers[0].pid")
                            .lines()
                            .limit(2))
                    .containsExactly("0002", pid);
            assertThat(jq(
                                    output,
                                    "select(.event == \"step-started\" or .event == \"step-finished\") | .event + .version")
                            .lines())
                    .containsExactly(
                            "step-started0001",
                            "step-finished0001",
                            "step-started0002",
                            "step-finished0002",
                            "step-started0003",
                            "step-finished0003");
            assertThat(jq(output, "[.format, .event] | join(\" \")").lines())
                    .startsWith("1 planned")
                    .endsWith("1 result");
            assertThat(jq(output, "select(.event == \"result\") | .exit, (.report.steps | length)")
                            .lines())
                    .containsExactly("0", "3");
        }
    }

    private static String pid(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String jq(Path file, String filter) throws Exception {
        Processes.Ended ended = Processes.run(file.getParent(), List.of("jq", "-r", filter, file.toString()));
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output();
    }

    @PostgresTest
    void whenTheReaderDiesTheRunGoesOnToItsEndAndIsNoSuccess(TestDatabase db) throws Exception {
        db.migrations(THREE);
        try (Connection reader = inUse(db)) {
            ProcessBuilder builder = CalledProcess.builder("apply", "--json-events");
            builder.environment().putAll(Caller.on(db).environment());
            Path errors = db.folder().resolve("errors.txt");
            Process call = builder.redirectError(errors.toFile()).start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8))) {
                while (!lines.readLine().contains("\"waiting-for-others\"")) {
                    // Until it waits.
                }
            }
            reader.rollback();

            assertThat(call.waitFor()).isEqualTo(1);
            assertThat(Files.readString(errors)).contains("standard output could not be written");
        }
        assertThat(db.ledger()).endsWith("applied 0001 1/1", "applied 0002 1/1", "applied 0003 1/1");
    }

    @PostgresTest
    void theLastEventIsTheResultAndBothOptionsAreTheEvents(TestDatabase db) {
        db.migrations("-- file: 0001_a.sql\nCREATE TABLE a ();\n");

        Ended events = Caller.on(db).with("BELLOWS_JSON_EVENTS", "true").call("apply", "--json", "--quiet");

        assertThat(events.err()).isEmpty();
        assertThat(events.out().lines())
                .allSatisfy(line -> assertThat(line).startsWith("{\"format\":1,\"event\":\""))
                .anyMatch(line -> line.contains("\"event\":\"step-finished\""));
        assertThat(events.lastLine()).contains("\"event\":\"result\"", "\"command\":\"apply\",\"exit\":0");
    }

    @PostgresTest
    @Tag("scenario-29")
    void aPasswordIsMaskedInEveryLine(TestDatabase db) {
        // A name that is no secret is not masked, not even where it is the password too.
        String password = db.password().isEmpty() || db.password().equals(db.user()) ? "hunter2hunter2" : db.password();
        db.migrations("-- file: 0001_" + password + ".sql\nALTER TABLE no_" + password + " ADD i int;\n");
        Caller caller = Caller.on(db).with("BELLOWS_PASSWORD", password);

        Ended events = caller.call("apply", "--json-events");
        Ended json = caller.call("apply", "--json");

        assertThat(events.exit()).isEqualTo(5);
        assertThat(events.out()).contains("\"no_***\\\" does not exist").doesNotContain(password);
        assertThat(json.json().path("report").path("failure").path("message").asString())
                .contains("no_***");
        assertThat(json.out()).doesNotContain(password);
    }

    @Test
    void whoWorksDoesNotWaitForAReaderThatHasStopped() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        PrintStream pipe = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        try {
                            stopped.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                        read.write(b);
                    }
                },
                true,
                StandardCharsets.UTF_8);
        EventStream events = new EventStream(pipe, text -> text, InstantSource.system());

        events.on(new Progress.Notice("one"));
        events.on(new Progress.Notice("two"));
        assertThat(read.size()).isZero();
        stopped.countDown();
        events.close();

        assertThat(read.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("one"))
                .last()
                .asString()
                .contains("two");
    }

    @PostgresTest
    void anInterruptedRunTellsItsLastEventsAndItsResult(TestDatabase db) throws Exception {
        db.migrations("-- file: 0001_slow.sql\nSELECT pg_sleep(3600);\n");
        try (CalledProcess call = CalledProcess.start(db, "apply", "--json-events")) {
            while (!"1"
                    .equals(db.value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(3600)%'"
                            + " AND state = 'active' AND datname = current_database()"))) {
                Thread.sleep(20);
            }
            call.signal("TERM");

            assertThat(call.exit()).isEqualTo(143);
            JsonNode result = new DocumentedJson().check(call.out());
            assertThat(result.path("error").path("kind").asString()).isEqualTo("interrupted");
            assertThat(call.out()).contains("\"event\":\"step-finished\"");
        }
    }
}
