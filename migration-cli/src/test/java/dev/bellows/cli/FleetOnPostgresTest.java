package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import tools.jackson.databind.JsonNode;

/** One call for many schemas or databases: what it says of them, and what it ends with. */
@Tag("scenario-32")
class FleetOnPostgresTest {
    private static final int ALL = 20;

    private final DocumentedJson documented;

    FleetOnPostgresTest() throws IOException {
        documented = new DocumentedJson();
    }

    private static void tenants(TestDatabase db) {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY);
                -- file: 0002_index.sql
                CREATE INDEX CONCURRENTLY orders_id ON orders (id);
                """);
        IntStream.range(0, ALL).forEach(i -> db.sql("CREATE SCHEMA tenant_" + i));
    }

    private static Ended apply(TestDatabase db, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "apply";
        System.arraycopy(options, 0, all, 1, options.length);
        return Caller.on(db).call(all);
    }

    @PostgresTest
    void oneThatFailsStopsNoOtherAndIsToldWithItsOwnCommands(TestDatabase db) {
        tenants(db);
        db.sql("CREATE TABLE tenant_7.theirs (); CREATE SCHEMA other");

        Ended ended = apply(db, "--schemas", "tenant_*");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out()).isEqualTo("20: 19 applied (38 migrations), 1 failed\n");
        assertThat(ended.err())
                .contains("tenant_7  3     refused[not-empty]")
                .contains("bellows baseline --schema tenant_7 V");
        assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname = 'bellows_ledger'"))
                .isEqualTo("19");
        assertThat(apply(db, "--schemas", "tenant_?,tenant_1?").out())
                .isEqualTo("20: 19 with nothing to do, 1 failed\n");
    }

    @PostgresTest
    void statusCountsThemAndShowsThoseThatAreNotCurrent(TestDatabase db) {
        tenants(db);
        apply(db, "--schemas", "tenant_1?");

        Ended ended = Caller.on(db).call("status", "--schemas", "tenant_?,tenant_1?");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .startsWith("NAME      MIGRATIONS  NEXT\n")
                .contains("tenant_0  2 pending   bellows apply --schema tenant_0")
                .endsWith("\n\n20: 10 current, 10 not\n");
        JsonNode result = documented.check(
                Caller.on(db).call("status", "--schemas", "tenant_1*", "--json").out());
        assertThat(result.path("targets"))
                .hasSize(11)
                .filteredOn(target -> target.path("status").path("current").asBoolean())
                .hasSize(10);
        assertThat(Caller.on(db).call("status", "--parallel", "2").err()).contains("--parallel is about many");
    }

    @PostgresTest
    void theReportIsExact(TestDatabase db) {
        tenants(db);
        db.sql("CREATE TABLE tenant_7.theirs ()");

        JsonNode result = documented.check(
                apply(db, "--schemas", "tenant_*", "--parallel", "2", "--json").out());

        List<JsonNode> targets = StreamSupport.stream(result.path("targets").spliterator(), false)
                .toList();
        assertThat(result.path("exit").asInt()).isEqualTo(3);
        assertThat(result.path("error").path("message").asString()).isEqualTo("1 of 20 failed");
        assertThat(targets).hasSize(ALL).allSatisfy(target -> {
            boolean bad = target.path("name").asString().equals("tenant_7");
            assertThat(target.path("exit").asInt()).isEqualTo(bad ? 3 : 0);
            assertThat(target.path("report").path("steps").size()).isEqualTo(bad ? 0 : 2);
            assertThat(target.path("error").path("kind").asString()).isEqualTo(bad ? "refused" : "");
        });
    }

    @PostgresTest
    void eachEventSaysOfWhomItIs(TestDatabase db) {
        tenants(db);

        String out = apply(db, "--schemas", "tenant_1*", "--json-events").out();

        assertThat(out.lines().filter(line -> line.contains("step-finished")))
                .hasSize(22)
                .allMatch(line -> line.contains("\"target\":\"tenant_1"));
        documented.check(out);
    }

    @PostgresTest
    void aDryRunSaysWhatWouldRun(TestDatabase db) {
        tenants(db);

        assertThat(apply(db, "--schemas", "tenant_*", "--dry-run").out())
                .isEqualTo("20: 20 to apply (40 migrations)\n");
        assertThat(db.value("SELECT count(*) FROM pg_class WHERE relname = 'bellows_ledger'"))
                .isEqualTo("0");
    }

    @PostgresTest
    void afterTheFirstFailureNoOtherIsBegunWhereThatIsWanted(TestDatabase db) {
        tenants(db);
        db.sql("CREATE TABLE tenant_0.theirs ()");

        Ended ended = apply(db, "--schemas", "tenant_*", "--parallel", "1", "--fail-fast");

        assertThat(ended.out()).isEqualTo("20: 19 not tried, 1 failed\n");
    }

    @PostgresTest
    void databasesAreNamedByAFile(TestDatabase db) throws IOException {
        tenants(db);
        String here = db.jdbcUrl().replace("jdbc:", "").replace("//", "//" + db.user() + "@");
        String gone = here.replace(db.name(), "no_" + db.name());
        Files.writeString(
                db.folder().resolve("passes"), "*:*:*:*:" + (db.password().isEmpty() ? "any" : db.password()));
        db.folder().resolve("passes").toFile().setReadable(false, false);
        db.folder().resolve("passes").toFile().setReadable(true, true);
        Files.writeString(
                db.folder().resolve("targets"),
                "# all of them\n\n" + here + "?passfile=passes\n" + gone + "?passfile=passes\n");

        Ended ended = apply(db, "--targets", "targets", "--schemas", "tenant_1,tenant_2");

        assertThat(ended.exit()).as(ended.err()).isEqualTo(8);
        assertThat(ended.out()).isEqualTo("3: 2 applied (4 migrations), 1 failed\n");
        assertThat(ended.err()).contains("/no_" + db.name());
    }

    @PostgresTest
    void whatCannotBeMeantIsToldBeforeAnythingRuns(TestDatabase db) throws IOException {
        tenants(db);
        Files.writeString(
                db.folder().resolve("targets"),
                "postgresql://u:hunter2@h/d\nnonsense\nembedded\npostgresql://u@h/d\npostgresql://u@h/d\n");

        Ended file = apply(db, "--targets", "targets");

        assertThat(file.exit()).isEqualTo(2);
        assertThat(file.err())
                .contains(
                        "targets:1: a password stands in it",
                        "targets:2: ",
                        "targets:3: the embedded server",
                        "targets:5: the same")
                .doesNotContain("hunter2");
        assertThat(apply(db, "--schemas", "none_*").err()).contains("no schema is called none_*");
        assertThat(apply(db, "--parallel", "2").err()).contains("--parallel is about many");
        assertThat(apply(db, "--schemas", "tenant_*", "--schema", "x").err())
                .contains("--schema: --schemas names the schemas");
        assertThat(apply(db, "--schemas", "tenant_*", "--ledger", "a.b").err()).contains("each schema has a ledger");
        assertThat(apply(db, "--targets", "nowhere").err()).contains("cannot be read (there is none)");
    }
}
