package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The applications in {@code docs/gate.md} enter as they stand there, and are refused once a contract has overtaken them. */
@Timeout(120)
class GateExamplesTest {
    private static final int LONGEST = 10;

    @TempDir
    private Path folder = Path.of("");

    @PostgresTest
    void inNode(TestDatabase db) throws Exception {
        assumeRuns("node", "-e", "require('pg')");
        String example = example("js");

        enters(db, List.of("node", "example"), example + "started.then(() => process.exit());\n");
    }

    @PostgresTest
    void inPython(TestDatabase db) throws Exception {
        assumeRuns("python3", "-c", "import psycopg");

        enters(db, List.of("python3", "example"), example("python"));
    }

    private void enters(TestDatabase db, List<String> command, String example) throws Exception {
        Path build = Files.createDirectories(folder.resolve("db/migrations"));
        Files.writeString(build.resolve("0001_orders.sql"), "");
        Files.writeString(build.resolve("0002_total.sql"), "");
        Files.writeString(folder.resolve("example"), example);
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id bigint PRIMARY KEY, old text);
                -- file: 0002_total.sql
                ALTER TABLE orders ADD COLUMN total bigint;
                """);
        db.apply();

        Processes.Ended entered = run(db, command);

        assertThat(entered.exit()).as(entered.output()).isZero();
        assertThat(db.query("SELECT l.application, l.release, b.head FROM bellows_lease AS l"
                        + " JOIN bellows_build AS b ON b.digest = l.build"))
                .containsExactly(List.of("api", "1.4.0", "0002"));
        db.migrations("""
                -- file: 0003_drop_old.sql
                -- bellows:phase contract
                -- bellows:after 0002
                ALTER TABLE orders DROP COLUMN old;
                """);
        assertThat(db.apply().held()).isEmpty();
        Files.delete(build.resolve("0002_total.sql"));

        Processes.Ended refused = run(db, command);

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("the contract 0003 has overtaken this build (head 0001)");
    }

    private Processes.Ended run(TestDatabase db, List<String> command) throws IOException, InterruptedException {
        PGSimpleDataSource server = db.dataSource();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST",
                        server.getServerNames()[0],
                        "PGPORT",
                        String.valueOf(server.getPortNumbers()[0]),
                        "PGDATABASE",
                        db.name(),
                        "PGUSER",
                        db.user(),
                        "PGPASSWORD",
                        db.password().isEmpty() ? "any" : db.password(),
                        "RELEASE",
                        "1.4.0"));
        return Processes.end(builder);
    }

    private void assumeRuns(String... command) throws IOException, InterruptedException {
        Processes.assumeInstalled(command[0]);
        Processes.Ended ended = Processes.run(folder, List.of(command));
        assumeTrue(ended.exit() == 0, "the driver of " + command[0] + " is not installed: its example is not tested");
    }

    private static String example(String language) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "gate.md"));
        int start = lines.indexOf("```" + language) + 1;
        List<String> example =
                lines.subList(start, start + lines.subList(start, lines.size()).indexOf("```"));
        assertThat(example).hasSizeLessThanOrEqualTo(LONGEST);
        return example.stream().collect(Collectors.joining("\n", "", "\n"));
    }
}
