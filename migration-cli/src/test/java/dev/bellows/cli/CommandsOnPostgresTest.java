package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.model.Phases;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import tools.jackson.databind.JsonNode;

/** Each command does its work on a real server, and says so. */
class CommandsOnPostgresTest {
    private static final String SHOP = """
            -- file: 0001_users.sql
            -- bellows:quarantine off
            CREATE TABLE users (id int PRIMARY KEY, name text);
            INSERT INTO users VALUES (1, 'a'), (2, NULL);
            -- file: 0001_users.down.sql
            DROP TABLE users;
            -- file: 0002_add_email.sql
            ALTER TABLE users ADD email text;
            -- file: 0002_add_email.down.sql
            ALTER TABLE users DROP email;
            -- file: 0003_drop_name.sql
            -- bellows:phase contract
            ALTER TABLE users DROP name;
            """;

    @PostgresTest
    void appliesAndThenHasNothingToDo(TestDatabase db) {
        db.migrations(SHOP);

        Ended first = Caller.on(db).call("apply");
        Ended second = Caller.on(db).call("apply");

        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).isZero();
        assertThat(first.out().lines())
                .first()
                .asString()
                .matches("[-0-9T:]+Z 0001 users  expand  applied in [0-9.]+ m?s \\(2 statements\\)");
        assertThat(first.lastLine()).isEqualTo("3 applied; the schema is current at 0003");
        assertThat(db.columns("users")).containsExactly("id", "email");
        assertThat(second.out().strip()).isEqualTo("nothing to do: the schema is current at 0003");
    }

    @PostgresTest
    void theDryRunRunsNothing(TestDatabase db) {
        db.migrations(SHOP);

        Ended ended = Caller.on(db).call("apply", "--dry-run", "--phase", "expand");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .startsWith("creates the ledger public.bellows_ledger: table bellows_ledger, table bellows_head,"
                        + " function bellows_guard, trigger guard, view bellows_status, table bellows_gate, ")
                .contains("1. 0001 users  expand, in one transaction, 2 statements")
                .contains(
                        "\n   lock timeout 0.8 × deadlock_timeout, statement timeout none, blocks others for at most 10 s\n")
                .contains("2. 0002 add email")
                .contains("records as held: 0003 drop name  contract");
        assertThat(ended.lastLine()).isEqualTo("this was a dry run: nothing was run and nothing was changed");
        assertThat(db.value("SELECT to_regclass('users')")).isNull();
        assertThat(db.value("SELECT to_regclass('bellows_ledger')")).isNull();

        JsonNode plan = Caller.on(db)
                .call("apply", "--dry-run", "--phase", "expand", "--json")
                .json()
                .path("plan");
        assertThat(plan.path("newLedger").path("name").asString()).isEqualTo("public.bellows_ledger");
        assertThat(plan.path("newLedger").path("statements").get(0).asString())
                .startsWith("CREATE TABLE \"public\".\"bellows_ledger\" (");
        assertThat(plan.path("newlyHeld")).hasToString("[{\"owner\":\"main\",\"version\":\"0003\"}]");
    }

    @PostgresTest
    void theDryRunTellsWhatIsHeldAlready(TestDatabase db) {
        db.migrations(SHOP);
        db.bellows().phases(Phases.EXPAND).applyWithoutLease();

        assertThat(Caller.on(db).call("apply", "--dry-run", "--phase", "expand").out())
                .startsWith("passed over: 0003 drop name  contract\nnothing to do: ");
    }

    @PostgresTest
    void theDryRunShowsWhatIsClearedAwayAroundAStatement(TestDatabase db) {
        db.sql("CREATE TABLE a (i int); INSERT INTO a VALUES (1), (1)");
        assertThatThrownBy(() -> db.sql("CREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i)"))
                .hasMessageContaining("could not create unique index");
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_i.sql
                -- bellows:phase contract
                CREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i);
                CREATE INDEX CONCURRENTLY ON a (i);
                """);

        assertThat(Caller.on(db).call("apply", "--dry-run").out()).contains("""
                           lock timeout 0.8 × deadlock_timeout, none for a statement that stops nobody
                           runs when its gate opens: when nothing lives whose build lacks 1; until then it is held
                           before statement 1: DROP INDEX CONCURRENTLY IF EXISTS public.a_i (an earlier try left it INVALID)
                           if a try of statement 1 fails: DROP INDEX CONCURRENTLY IF EXISTS public.a_i (a build that fails leaves an INVALID index)
                           if a try of statement 2 fails: drops what it leaves concurrently (a build that fails leaves an INVALID index, which PostgreSQL names)
                        """);
        assertThat(Caller.on(db)
                        .call("apply", "--dry-run", "--json")
                        .json()
                        .path("plan")
                        .path("steps")
                        .get(0)
                        .path("clearings"))
                .hasToString("[{\"statement\":1,\"when\":\"before\","
                        + "\"sql\":\"DROP INDEX CONCURRENTLY IF EXISTS public.a_i\",\"why\":\"an earlier try left it INVALID\"},"
                        + "{\"statement\":1,\"when\":\"after-a-failed-try\","
                        + "\"sql\":\"DROP INDEX CONCURRENTLY IF EXISTS public.a_i\","
                        + "\"why\":\"a build that fails leaves an INVALID index\"},"
                        + "{\"statement\":2,\"when\":\"after-a-failed-try\",\"sql\":null,"
                        + "\"why\":\"a build that fails leaves an INVALID index, which PostgreSQL names\"}]");
    }

    @PostgresTest
    void phasesAndTheLastVersionAreChosen(TestDatabase db) {
        db.migrations(SHOP);

        assertThat(Caller.on(db).call("apply", "--to", "1").out()).contains("1 applied");
        assertThat(Caller.on(db).with("BELLOWS_PHASE", "expand").call("apply").out())
                .contains("1 contract passed over: 0003; ", "1 applied; every expand is applied");
        assertThat(Caller.on(db).call("status").lastLine()).isEqualTo("next: bellows gate");
        assertThat(Caller.on(db)
                        .call("apply", "--phase", "contract", "--attest", "nothing old lives in a test")
                        .out())
                .contains("0003 drop name  contract  applied");
    }

    @PostgresTest
    void statusIsATableAndJson(TestDatabase db) {
        db.migrations(SHOP);
        Caller.on(db).call("apply", "--to", "2");

        Ended text = Caller.on(db).call("status");
        JsonNode status = Caller.on(db).call("status", "--json").json().path("status");

        // What to do is prose, which only a terminal needs broken.
        assertThat(text.out().lines().filter(line -> !line.contains("next: ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(text.out()).contains("2 applied, 1 pending");
        assertThat(text.lastLine()).isEqualTo("next: bellows gate");
        assertThat(status.path("migrations").size()).isEqualTo(3);
        assertThat(status.path("migrations").path(2).path("state").asString()).isEqualTo("pending");
        assertThat(status.path("current").asBoolean()).isTrue();
    }

    @PostgresTest
    void quietSaysNothingButErrors(TestDatabase db) {
        db.migrations(SHOP);

        Ended applied = Caller.on(db).call("apply", "--quiet");
        Ended failed = Caller.on(db).call("down", "--quiet");

        assertThat(applied).isEqualTo(new Ended(0, "", ""));
        assertThat(failed.exit()).isEqualTo(3);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("refused[no-down-file]").contains("next:");
    }

    @PostgresTest
    void jsonIsOneObjectAndProgressGoesToTheOtherStream(TestDatabase db) {
        db.migrations(SHOP);

        Ended ended = Caller.on(db).call("apply", "--json");

        assertThat(ended.json().path("exit").asInt()).isZero();
        assertThat(ended.json().path("report").path("steps").size()).isEqualTo(3);
        assertThat(ended.err()).contains("0001 users  expand  applied");
    }

    @PostgresTest
    void downAsksOnATerminal(TestDatabase db) {
        db.migrations(SHOP);
        Caller.on(db).call("apply", "--to", "2");

        Ended no = Caller.on(db).typing("no\n").call("down", "--to", "0");
        assertThat(no.exit()).isEqualTo(3);
        assertThat(no.out())
                .contains("this would be lost or changed:", "table public.users: 2 rows", "Type yes to go on:");
        assertThat(no.err()).contains("refused[not-confirmed]", "to go on: bellows down --to 0, and type yes");

        Ended yes = Caller.on(db).typing("yes\n").call("down", "--to", "0");
        assertThat(yes.exit()).isZero();
        assertThat(yes.lastLine()).startsWith("2 reverted");
        assertThat(db.value("SELECT to_regclass('users')")).isNull();
    }

    @PostgresTest
    void aDownThatFailsWhenItIsTriedIsShownLikeAnyOther(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nSELECT 1;\n-- file: 1_a.down.sql\nSELECT 1;\nDROP TABLE nowhere;\n");
        db.apply();

        Ended failed = Caller.on(db).call("down");
        Ended json = Caller.on(db).call("down", "--json");

        assertThat(failed.exit()).isEqualTo(5);
        assertThat(failed.err())
                .contains("1_a.down.sql:2:1 (statement 2 of 2, SQLSTATE 42P01)", "| ^", "\nnext: correct the file");
        assertThat(json.json().path("report").path("failure").path("line").asInt())
                .isEqualTo(2);
    }

    @PostgresTest
    void whatIsAppliedAboveAllFilesIsTold(TestDatabase db) throws IOException {
        db.migrations("-- file: 1_a.sql\nSELECT 1;\n-- file: 2_b.sql\nSELECT 2;\n-- file: 3_c.sql\nSELECT 3;\n");
        db.apply();
        Files.delete(db.folder().resolve("2_b.sql"));
        Files.delete(db.folder().resolve("3_c.sql"));

        Ended validated = Caller.on(db).call("validate");

        assertThat(validated.exit()).isZero();
        assertThat(validated.err())
                .isEqualTo(
                        "notice: applied, and above all of these files: 2, 3; a newer build did it, or the files are gone\n");
        assertThat(Caller.on(db).call("apply").err()).contains("above all of these files: 2, 3");
    }

    @PostgresTest
    void downWithoutATerminalNeedsTheOptionWhereDataWouldGo(TestDatabase db) {
        db.migrations(SHOP);
        Caller.on(db).call("apply", "--to", "2");

        Ended harmless = Caller.on(db).call("down");
        Ended refused = Caller.on(db).call("down", "--json");
        Ended accepted = Caller.on(db).call("down", "--accept-data-loss");

        assertThat(harmless.exit()).as("the column held no value").isZero();
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("table public.users: 2 rows", "--accept-data-loss");
        assertThat(refused.json()
                        .path("losses")
                        .path("losses")
                        .path(0)
                        .path("count")
                        .asInt())
                .isEqualTo(2);
        assertThat(refused.json()
                        .path("report")
                        .path("refusals")
                        .path(0)
                        .path("code")
                        .asString())
                .isEqualTo("data-loss");
        assertThat(refused.json().path("error").path("kind").asString()).isEqualTo("refused");
        assertThat(accepted.exit()).isZero();
        assertThat(Caller.on(db).call("down").lastLine()).startsWith("nothing to revert");
    }

    @PostgresTest
    void validateAndWaitLook(TestDatabase db) {
        db.migrations(SHOP);

        assertThat(Caller.on(db).call("validate").exit()).isEqualTo(6);
        assertThat(Caller.on(db).call("validate", "--pending-ok").exit()).isZero();
        assertThat(Caller.on(db).call("wait", "--timeout", "500ms").exit()).isEqualTo(6);

        Caller.on(db).call("apply");

        assertThat(Caller.on(db).call("validate").lastLine())
                .isEqualTo("files and ledger agree; the schema is current at 0003");
        assertThat(Caller.on(db).call("wait").lastLine()).isEqualTo("the schema is current at 0003");
    }

    @PostgresTest
    void baselineAndResolveAreRecorded(TestDatabase db) {
        db.sql("CREATE TABLE users (id int PRIMARY KEY, name text)");
        db.migrations(SHOP);

        assertThat(Caller.on(db).call("apply").err()).contains("refused[not-empty]", "bellows baseline V");
        assertThat(Caller.on(db).call("baseline", "1").exit()).isZero();
        assertThat(Caller.on(db)
                        .call("resolve", "2", "--as", "applied", "--reason", "by hand")
                        .exit())
                .isZero();
        assertThat(Caller.on(db).call("status").out()).contains("0001", "baselined", "0002", "applied");

        db.migrations("-- file: 0002_add_email.sql\nALTER TABLE users ADD email varchar;\n");
        Ended edited = Caller.on(db).call("apply");
        assertThat(edited.exit()).isEqualTo(3);
        assertThat(edited.err()).contains("refused[edited]: ", "0002_add_email.sql", "--accept-checksum REASON");

        assertThat(Caller.on(db)
                        .call("resolve", "0002", "--accept-checksum", "same")
                        .exit())
                .isZero();
        assertThat(Caller.on(db).call("apply").exit()).isZero();
    }
}
