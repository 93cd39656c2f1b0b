package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Given a shop whose old release still lives, when a person asks or applies, then he reads who holds, since when, and what to do. */
class GateOnPostgresTest {
    private static final String EXPAND = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, old text);
            -- file: 0002_total.sql
            ALTER TABLE orders ADD COLUMN total bigint;
            """;

    private static final String CONTRACT = """
            -- file: 0003_drop_old.sql
            -- bellows:phase contract
            -- bellows:after 0002
            ALTER TABLE orders DROP COLUMN old;
            """;

    private static final String SINCE = ", since [0-9-]{10} [0-9:]{8} UTC";

    /** The shop with its contract still to come, and an instance of the release before it. */
    private static Caller withAnOldInstance(TestDatabase db) {
        db.migrations(EXPAND);
        db.apply();
        enter(db, "i1", "'0001'", "1.3.0");
        db.migrations(CONTRACT);
        return Caller.on(db);
    }

    private static void enter(TestDatabase db, String instance, String ships, String release) {
        db.sql("SELECT bellows_enter('" + instance + "', 'api', ARRAY[" + ships + "], '" + release + "', 'web-1')");
    }

    private static void leave(TestDatabase db) {
        db.sql("SELECT bellows_leave('i1')");
    }

    @PostgresTest
    void anApplyTellsWhoHoldsAContractSinceWhenAndWhatToDo(TestDatabase db) {
        Caller caller = withAnOldInstance(db);
        db.migrations("""
                -- file: 0004_note.sql
                ALTER TABLE orders ADD COLUMN note text;
                -- file: 0005_customers.sql
                CREATE TABLE customers (id bigint PRIMARY KEY);
                """);

        Ended first = caller.call("apply");
        Ended again = caller.call("apply");

        assertThat(first.exit()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .containsPattern("Z 0003 drop old  contract  held\n")
                .containsPattern("Z 0004 note  expand  held\n")
                .containsPattern("\nheld: 0003, until every build that lives ships 0002\n"
                        + "  by 1 instance of api 1.3.0 \\(head 0001\\) on web-1" + SINCE + "\n"
                        + "    next: roll it forward to a build that ships 0002, or stop it\n"
                        + "behind 0003, as it has to do with the same objects, waits: 0004\n"
                        + "1 applied, 1 held; the schema is not current yet; see: bellows status\n$");
        assertThat(again.out()).startsWith("held: 0003, until ");
        assertThat(again.lastLine())
                .isEqualTo("nothing applied, 1 held; the schema is not current yet; see: bellows status");
        leave(db);
        assertThat(caller.call("apply").lastLine()).isEqualTo("2 applied; the schema is current at 0005");
    }

    @PostgresTest
    void whatMayNotBeHeldEndsWithSeven(TestDatabase db) {
        Caller caller = withAnOldInstance(db);

        Ended required = caller.call("apply", "--require-all");

        assertThat(required.exit()).isEqualTo(7);
        assertThat(required.err())
                .containsPattern("held: 0003, until every build that lives ships 0002\n  by 1 instance of api 1.3.0 "
                        + "\\(head 0001\\) on web-1" + SINCE)
                .endsWith("error: held, and --require-all was given\nnext: bellows gate --watch\n");
        assertThat(db.columns("orders")).contains("old");
    }

    @PostgresTest
    void thePairRunsTheExpandsBeforeARolloutAndTheContractsAfterIt(TestDatabase db) {
        db.migrations(EXPAND);
        db.apply();
        db.migrations(CONTRACT);
        Caller caller = Caller.on(db);

        assertThat(caller.call("apply", "--phase", "expand").out()).isEqualTo("""
                        1 contract passed over: 0003; once the old release is gone: bellows apply --phase contract
                        nothing to do: every expand is applied
                        """);
        assertThat(caller.call("apply", "--phase", "contract").out())
                .contains("by no application ever took a lease here", "--attest REASON");
        Ended attested =
                caller.call("apply", "--phase", "contract", "--attest", "there is one server, and I stopped it");

        assertThat(attested.lastLine()).isEqualTo("1 applied; the schema is current at 0003");
        assertThat(db.value("SELECT evidence::json ->> 'attested' FROM bellows_ledger WHERE event = 'opened'"))
                .isEqualTo("there is one server, and I stopped it");
    }

    @PostgresTest
    void whatIsAboutContractsIsRefusedWhereTheyAreLeftOut(TestDatabase db) {
        db.migrations(EXPAND);

        for (List<String> option : List.of(List.of("--attest", "I am sure"), List.of("--wait-for-gate", "10m"))) {
            Ended ended = Caller.on(db).call("apply", "--phase", "expand", option.get(0), option.get(1));

            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.err())
                    .contains(option.get(0)
                            + " is about contracts, and --phase expand leaves them out: drop one of the two");
        }
    }

    @PostgresTest
    void nobodyAttestsAgainstAnInstanceThatSaysItselfThatItIsOld(TestDatabase db) {
        Ended ended = withAnOldInstance(db).call("apply", "--attest", "I am sure");

        assertThat(ended.lastLine()).isEqualTo("nothing applied, 1 held; every expand is applied; see: bellows gate");
        assertThat(db.columns("orders")).contains("old");
    }

    @PostgresTest
    void anAttestationNeedsAReasonAndContracts(TestDatabase db) {
        db.migrations(EXPAND);

        assertThat(Caller.on(db).call("apply", "--attest", " ").err())
                .startsWith("error: --attest: the reason is empty\n");
        assertThat(Caller.on(db)
                        .call("apply", "--attest", "sure", "--phase", "expand")
                        .exit())
                .isEqualTo(2);
    }

    @PostgresTest
    @Timeout(120)
    void anApplyThatWaitsTellsForWhomAndGoesOnWhenTheGateOpens(TestDatabase db) throws Exception {
        Caller caller = withAnOldInstance(db);

        CompletableFuture<Ended> waiting =
                CompletableFuture.supplyAsync(() -> caller.call("apply", "--wait-for-gate", "0", "--json-events"));
        while (!"1".equals(db.value("SELECT count(*) FROM bellows_ledger WHERE event = 'held'"))) {
            Thread.sleep(20);
        }
        Thread.sleep(2500);
        leave(db);
        Ended ended = waiting.get();

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()
                        .lines()
                        .filter(line -> line.contains("\"event\":\"gate-held\""))
                        .count())
                .isGreaterThan(1);
        assertThat(ended.out()).contains("\"event\":\"gate-opened\"");
        assertThat(ended.err())
                .containsOnlyOnce("waiting for the gate of 0003, ")
                .containsPattern("Z   by 1 instance of api 1.3.0 \\(head 0001\\) on web-1" + SINCE + "\n")
                .containsOnlyOnce("0003 drop old  contract  held")
                .contains("0003 drop old  contract  applied");
        assertThat(db.columns("orders")).doesNotContain("old");
    }

    @PostgresTest
    void theGateShowsInstancesAndSessionsAndChangesNothing(TestDatabase db) throws SQLException {
        Caller caller = withAnOldInstance(db);
        enter(db, "i2", "'0001', '0002'", "1.4.0");
        try (Connection worker = db.connection();
                Statement statement = worker.createStatement()) {
            statement.execute("SET application_name = '0001@worker'");

            Ended ended = caller.call("gate");
            JsonNode gate = caller.call("gate", "--json").json().path("gates").path(0);

            assertThat(ended.exit()).isZero();
            assertThat(ended.out())
                    .matches("(?s)0003 drop old  held, until every build that lives ships 0002\n"
                            + "  APPLICATION  RELEASE  HEAD  SHIPS 0002  INSTANCES  SINCE \\(UTC\\)\n"
                            + "  api +1.3.0 +0001 +no +1 +[0-9-]{10} [0-9:]{8}\n"
                            + "  api +1.4.0 +0002 +yes +1 +[0-9-]{10} [0-9:]{8}\n"
                            + "  by 1 instance of api 1.3.0 .*\n"
                            + "  by 1 session '0001@worker' of role .*, declaring the head 0001" + SINCE + "\n"
                            + "    next: roll it forward to a build that ships 0002, or stop it\n"
                            + "next: bellows gate --watch\n");
            assertThat(gate.path("open").asBoolean()).isFalse();
            assertThat(gate.path("holders").size()).isEqualTo(2);
            assertThat(gate.path("instances").path(1).path("ships").asBoolean()).isTrue();
        }
        leave(db);

        assertThat(caller.call("gate").out())
                .contains("0003 drop old  open: nothing lives whose build lacks 0002")
                .endsWith("next: bellows apply --phase contract\n");
        assertThat(db.ledger()).doesNotContain("held 0003", "opened 0003");
        caller.call("apply");
        assertThat(caller.call("gate").out())
                .isEqualTo("no contract is pending, so there is no gate to pass\nnext: bellows status\n");
    }

    @PostgresTest
    void whatTheSettingsNameHoldsOrIsOverlooked(TestDatabase db) throws SQLException {
        db.migrations(EXPAND);
        db.apply();
        enter(db, "i2", "'0001', '0002'", "1.4.0");
        db.migrations(CONTRACT);
        try (Connection report = db.connection();
                Statement statement = report.createStatement()) {
            statement.execute("SET application_name = 'nightly-report'");
            Caller caller = Caller.on(db);

            assertThat(caller.call("gate").out()).contains("by 1 session 'nightly-report' of role ", "gate.ignore");
            assertThat(caller.with("BELLOWS_GATE_IGNORE", "cron, nightly-*")
                            .call("gate")
                            .out())
                    .contains("open: nothing lives");
            assertThat(caller.with("BELLOWS_GATE_IGNORE_ROLES", db.user())
                            .with("BELLOWS_GATE_APPLICATIONS", "worker")
                            .call("gate")
                            .out())
                    .doesNotContain("nightly-report")
                    .contains("by no live instance of worker ships 0002", "take it out of gate.applications");
            assertThat(caller.with("BELLOWS_GATE_SOAK", "1h").call("gate").out())
                    .contains("0002 has been applied for less than the soak of 3600 s");
        }
    }

    @PostgresTest
    @Timeout(120)
    void whoWatchesInAPipeReadsEachChangeOnceUntilAllGatesAreOpen(TestDatabase db) throws Exception {
        Caller caller = withAnOldInstance(db);

        CompletableFuture<Ended> watching = CompletableFuture.supplyAsync(() -> caller.call("gate", "--watch"));
        Thread.sleep(5000);
        leave(db);
        Ended ended = watching.get();

        assertThat(ended.exit()).isZero();
        assertThat(ended.out().lines().filter(line -> line.startsWith("0003 drop old  held, ")))
                .hasSize(1);
        assertThat(ended.out())
                .containsSubsequence(
                        "0003 drop old  held, ", "0003 drop old  open: nothing lives", "next: bellows apply");
    }

    @PostgresTest
    void whoEndsTheWatchReadsNoError(TestDatabase db) {
        Caller caller = withAnOldInstance(db);

        Thread.currentThread().interrupt();
        Ended ended = caller.call("gate", "--watch");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.exit()).isEqualTo(130);
        assertThat(ended.err()).isEmpty();
    }

    @PostgresTest
    void aStatusTellsWhoHoldsAndWhatToTypeNext(TestDatabase db) {
        Caller caller = withAnOldInstance(db);

        Ended held = caller.call("status");
        JsonNode json = caller.call("status", "--json").json().path("status");

        assertThat(held.out())
                .containsPattern("\n0003 held, until every build that lives ships 0002\n"
                        + "  by 1 instance of api 1.3.0 \\(head 0001\\) on web-1" + SINCE + "\n"
                        + "    next: roll it forward to a build that ships 0002, or stop it\n"
                        + "next: bellows gate\n$");
        assertThat(json.path("gates")
                        .path(0)
                        .path("holders")
                        .path(0)
                        .path("kind")
                        .asString())
                .isEqualTo("lease");
        leave(db);
        assertThat(caller.call("status").out())
                .endsWith("\n0003 open: nothing lives whose build lacks 0002\nnext: bellows apply\n");
    }

    @PostgresTest
    void aBuildThatAContractHasOvertakenCannotRun(TestDatabase db) throws IOException {
        db.migrations(EXPAND);
        db.apply();
        db.migrations(CONTRACT);
        Caller caller = Caller.on(db);
        assertThat(caller.call("can-run", "--head", "0001").out())
                .isEqualTo("a build with the head 0001 may run: no contract has overtaken it\n");
        db.applyAttested();
        Files.delete(db.folder().resolve("0003_drop_old.sql"));

        assertThat(caller.call("can-run").exit()).isZero();
        Files.delete(db.folder().resolve("0002_total.sql"));
        Ended refused = caller.call("can-run");
        JsonNode json = caller.with("BELLOWS_MIGRATIONS", "")
                .call("can-run", "--head", "1", "--json")
                .json();

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualTo(
                        "refused[overtaken]: this build may not run: the contract 0003 is safe for builds that ship"
                                + " 0002 only\n  next: take a build that ships 0002, or revert the contract first: bellows down\n");
        assertThat(json.path("exit").asInt()).isEqualTo(3);
        assertThat(json.path("canRun").asBoolean()).isFalse();
        assertThat(json.path("overtaking"))
                .hasToString("[{\"contract\":{\"owner\":\"main\",\"version\":\"0003\"},"
                        + "\"after\":{\"owner\":\"main\",\"version\":\"0002\"}}]");
    }

    @PostgresTest
    void theDryRunSaysWhatAGateDecidesAndWhatWaits(TestDatabase db) {
        Caller caller = withAnOldInstance(db);
        db.migrations("-- file: 0004_note.sql\nALTER TABLE orders ADD COLUMN note text;\n");

        assertThat(caller.call("apply", "--dry-run").out())
                .contains(
                        "\n   runs when its gate opens: when nothing lives whose build lacks 0002; until then it is held\n");
        assertThat(caller.call("apply", "--dry-run", "--phase", "expand").out()).isEqualTo("""
                        records as held: 0003 drop old  contract
                        behind 0003, as it has to do with the same objects, waits: 0004
                        this was a dry run: nothing was run and nothing was changed
                        """);
        JsonNode plan =
                caller.call("apply", "--dry-run", "--json").json().path("plan").path("steps");
        assertThat(plan.path(0).path("gated").asBoolean()).isTrue();
        assertThat(plan.path(1).path("gated").asBoolean()).isFalse();
    }

    /** Whoever calls the command line is a tool: no lease of its own holds what it applies. */
    @PostgresTest
    void theCommandLineTakesNoLease(TestDatabase db) {
        db.migrations(EXPAND);
        Caller caller = Caller.on(db);
        for (String command : new String[] {"apply", "validate", "wait", "status", "gate", "can-run"}) {
            assertThat(caller.call(command).exit()).isZero();
        }

        assertThat(db.value("SELECT count(*) FROM bellows_lease")).isEqualTo("0");
        assertThat(db.value("SELECT count(*) FROM bellows_build")).isEqualTo("0");
    }
}
