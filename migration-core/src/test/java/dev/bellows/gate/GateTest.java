package dev.bellows.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Contracts;
import dev.bellows.model.GateView;
import dev.bellows.model.Held;
import dev.bellows.model.HeldException;
import dev.bellows.model.Listener;
import dev.bellows.model.Phases;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Given a shop whose old release still writes a column, when its contract is applied, then it waits for the old release. */
@Tag("scenario-31")
class GateTest {
    private static final String FIRST = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, total int, old text);
            """;

    private static final String EXPAND = FIRST + """
            -- file: 0002_total_cents.sql
            ALTER TABLE orders ADD COLUMN total_cents bigint;
            """;

    private static final String CONTRACT = """
            -- file: 0003_drop_old.sql
            -- bellows:phase contract
            -- bellows:after 0002
            ALTER TABLE orders DROP COLUMN old;
            """;

    private static List<String> held(Report report) {
        return report.held().stream()
                .map(held -> held.migration() + ": "
                        + held.holders().stream()
                                .map(holder -> holder.kind().name())
                                .toList())
                .toList();
    }

    private static Bellows old(TestDatabase db) {
        return db.bellows().application("api").release("1.0.0");
    }

    private static void without(TestDatabase db, String file) {
        try {
            Files.delete(db.folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PostgresTest
    void runsWhenEveryLiveBuildShipsWhatItNeeds(TestDatabase db) {
        db.migrations(EXPAND);
        try (Lease first = old(db).apply()) {
            assertThat(first.report().current()).isTrue();
            db.migrations(CONTRACT);

            Report report = db.apply();

            assertThat(held(report)).isEmpty();
            assertThat(db.columns("orders")).doesNotContain("old");
            assertThat(db.ledger()).endsWith("opened 0003", "applied 0003 1/1");
        }
    }

    @PostgresTest
    void isHeldWhileAnInstanceOfAnOldBuildLives(TestDatabase db) {
        db.migrations(FIRST);
        try (Lease old = old(db).apply()) {
            db.migrations(EXPAND + CONTRACT);

            Report report = db.apply();

            assertThat(held(report)).containsExactly("0003: [LEASE]");
            assertThat(report.held().get(0).because()).contains("1 instance of api 1.0.0 (head 0001)");
            assertThat(report.current()).isTrue();
            assertThat(db.columns("orders")).contains("old");
            assertThat(db.ledger()).endsWith("applied 0002 1/1", "held 0003");
            assertThat(db.apply().steps())
                    .extracting(step -> step.outcome().name())
                    .isEmpty();
            assertThat(db.ledger()).endsWith("applied 0002 1/1", "held 0003");
            assertThat(old.overtaken()).isFalse();
        }
        assertThat(held(db.apply())).isEmpty();
        assertThat(db.ledger()).endsWith("held 0003", "opened 0003", "applied 0003 1/1");
    }

    @PostgresTest
    @Tag("scenario-20")
    void anOldBuildThatStartsBehindAContractIsRefusedByName(TestDatabase db) {
        db.migrations(EXPAND + CONTRACT);
        db.apply();
        without(db, "0003_drop_old.sql");
        try (Lease fits = old(db).apply()) {
            assertThat(fits.report().current()).isTrue();
        }
        without(db, "0002_total_cents.sql");

        assertThatThrownBy(() -> old(db).apply())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("0003")
                .hasMessageContaining("0002")
                .hasMessageContaining("head 0001");
        assertThat(db.ledger()).endsWith("applied 0003 1/1");
    }

    @PostgresTest
    void theSameRefusalComesFromTheFunctionThatOtherLanguagesCall(TestDatabase db) {
        db.migrations(EXPAND + CONTRACT);
        db.apply();

        assertThat(db.value("SELECT bellows_enter('i', 'node', ARRAY['0001', '0002_total_cents.sql']) > now()"))
                .isEqualTo("t");
        assertThatThrownBy(() -> db.sql("SELECT bellows_enter('j', 'node', ARRAY['0001'])"))
                .cause()
                .hasMessageContaining(
                        "the contract 0003 has overtaken this build (head 0001): it is safe for builds that ship 0002")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("BW001");
        assertThat(db.query("SELECT contract, after FROM bellows_overtaking(ARRAY['0001'])"))
                .containsExactly(List.of("0003", "0002"));
    }

    @PostgresTest
    void whereNobodyEverDeclaredHimselfAPersonHasToAttest(TestDatabase db) {
        db.migrations(EXPAND);
        db.apply();
        db.migrations(CONTRACT);

        assertThat(held(db.apply())).containsExactly("0003: [NOBODY]");

        assertThat(held(db.bellows()
                        .attest("the application is not deployed yet")
                        .applyWithoutLease()))
                .isEmpty();
        assertThat(db.value("SELECT evidence::json ->> 'attested' FROM bellows_ledger WHERE event = 'opened'"))
                .isEqualTo("the application is not deployed yet");
    }

    @PostgresTest
    void aPersonCannotOutvoteAnInstanceThatSaysThatItIsOld(TestDatabase db) {
        db.migrations(FIRST);
        try (Lease old = old(db).apply()) {
            db.migrations(EXPAND + CONTRACT);

            assertThat(held(db.bellows().attest("I am sure").applyWithoutLease()))
                    .containsExactly("0003: [LEASE]");
            assertThat(old.overtaken()).isFalse();
        }
    }

    @PostgresTest
    void aDatabaseThatIsBuiltFromNothingHasNoGates(TestDatabase db) {
        db.migrations(EXPAND + CONTRACT);

        assertThat(held(db.apply())).isEmpty();
        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "applied 0002 1/1", "applied 0003 1/1");
    }

    @PostgresTest
    void whoEntersWhileItIsBuiltIsAskedAllTheSame(TestDatabase db) {
        db.migrations(EXPAND + CONTRACT);
        Listener entering = progress -> {
            if (progress instanceof Progress.StepStarted started && started.number() == 3) {
                db.sql("SELECT bellows_enter('old', 'api', ARRAY['0001'])");
            }
        };

        assertThat(held(db.bellows().listener(entering).applyWithoutLease())).containsExactly("0003: [LEASE]");

        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "applied 0002 1/1", "held 0003");
        assertThat(db.columns("orders")).contains("old");
    }

    @PostgresTest
    void aSessionThatDeclaresNothingHoldsAndIsNamed(TestDatabase db) throws SQLException {
        db.migrations(EXPAND);
        try (Lease lease = old(db).apply();
                Connection unknown = db.connection();
                Statement statement = unknown.createStatement()) {
            statement.execute("SET application_name = 'legacy report'");
            db.migrations(CONTRACT);

            Report report = db.apply();

            assertThat(held(report)).containsExactly("0003: [UNDECLARED]");
            assertThat(report.held().get(0).because())
                    .contains("1 session 'legacy report' of role " + db.user())
                    .contains("declaring nothing");
            statement.execute("SET application_name = '0001@report'");
            assertThat(held(db.apply())).containsExactly("0003: [SESSION]");
            statement.execute("SET application_name = '0002@report'");
            assertThat(held(db.apply())).isEmpty();
            assertThat(lease.overtaken()).isFalse();
        }
    }

    @PostgresTest
    void aSessionWhoseRoleHasNothingToDoWithTheTableDoesNotHold(TestDatabase db) throws SQLException {
        db.migrations(EXPAND);
        String role = db.name() + "_other";
        db.sql("CREATE ROLE " + role + " LOGIN PASSWORD 'p'");
        try (Lease lease = old(db).apply();
                Connection unknown = db.dataSource().getConnection(role, "p");
                Statement statement = unknown.createStatement()) {
            db.migrations(CONTRACT);
            db.sql("CREATE VIEW order_totals AS SELECT id, total FROM orders; GRANT SELECT ON order_totals TO " + role);

            assertThat(held(db.apply())).containsExactly("0003: [UNDECLARED]");

            db.sql("REVOKE SELECT ON order_totals FROM " + role);
            assertThat(held(db.apply())).isEmpty();
            assertThat(statement.isClosed()).isFalse();
            assertThat(lease.overtaken()).isFalse();
        } finally {
            db.sql("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @PostgresTest
    void aContractBehindAHeldOneWaitsHoweverOftenOneAsks(TestDatabase db) {
        db.migrations(FIRST);
        try (Lease old = old(db).apply()) {
            db.migrations(EXPAND + CONTRACT + """
                    -- file: 0004_drop_total.sql
                    -- bellows:phase contract
                    ALTER TABLE orders DROP COLUMN total_cents;
                    """);
            Report first = db.apply();
            assertThat(held(first)).containsExactly("0003: [LEASE]", "0004: []");

            Report again = db.apply();

            assertThat(held(again)).isEqualTo(held(first));
            assertThat(again.held().get(1).after()).hasToString("0003");
            assertThat(db.ledger()).endsWith("held 0003", "held 0004");
            assertThat(old.overtaken()).isFalse();
        }
    }

    @PostgresTest
    void aBuildOfAnotherBranchWithAHigherHeadHolds(TestDatabase db) {
        db.migrations(FIRST);
        db.apply();
        db.sql("SELECT bellows_enter('branch', 'api', ARRAY['0001', '0009'])");
        db.migrations(EXPAND + CONTRACT);

        Report report = db.apply();

        assertThat(held(report)).containsExactly("0003: [LEASE]");
        assertThat(report.held().get(0).because()).contains("(head 0009)");
    }

    @PostgresTest
    void whatComesBehindAHeldContractRunsUnlessItTouchesTheSame(TestDatabase db) {
        db.migrations(FIRST);
        try (Lease old = old(db).apply()) {
            db.migrations(EXPAND + CONTRACT + """
                    -- file: 0004_customers.sql
                    CREATE TABLE customers (id bigint PRIMARY KEY);
                    -- file: 0005_old_again.sql
                    ALTER TABLE orders ADD COLUMN older text;
                    """);

            Report report = db.apply();

            assertThat(held(report)).containsExactly("0003: [LEASE]", "0005: []");
            assertThat(report.held().get(1).after()).hasToString("0003");
            assertThat(db.ledger()).contains("applied 0004 1/1").doesNotContain("applied 0005 1/1");
            assertThat(held(db.bellows().phases(Phases.EXPAND).applyWithoutLease()))
                    .containsExactly("0003: []", "0005: []");
            assertThat(old.overtaken()).isFalse();
        }
        assertThat(held(db.apply())).isEmpty();
        assertThat(db.ledger()).endsWith("applied 0003 1/1", "applied 0005 1/1");
    }

    private static final String BUILDS_ON_IT = EXPAND + CONTRACT + """
            -- file: 0004_notes.sql
            ALTER TABLE orders ADD COLUMN note text;
            CREATE TABLE notes (id bigint PRIMARY KEY);
            -- file: 0005_notes_author.sql
            ALTER TABLE notes ADD COLUMN author text;
            -- file: 0006_customers.sql
            CREATE TABLE customers (id bigint PRIMARY KEY);
            """;

    @PostgresTest
    void whatWaitsBehindAHeldContractKeepsItsPlaceAndWhatBuildsOnItWaitsToo(TestDatabase db) {
        db.migrations(FIRST);
        try (Lease old = old(db).apply()) {
            db.migrations(BUILDS_ON_IT);

            assertThat(held(db.apply())).containsExactly("0003: [LEASE]", "0004: []", "0005: []");
            assertThat(db.ledger()).endsWith("held 0003", "held 0004", "held 0005", "applied 0006 1/1");
            List<String> before = db.ledger();
            assertThat(held(db.apply())).containsExactly("0003: [LEASE]", "0004: []", "0005: []");
            assertThat(db.ledger()).isEqualTo(before);
            assertThat(db.bellows().status().next()).isEqualTo("bellows gate");
            assertThat(old.overtaken()).isFalse();
        }
        assertThat(held(db.apply())).isEmpty();
        assertThat(db.ledger()).endsWith("applied 0003 1/1", "applied 0004 2/2", "applied 0005 1/1");
    }

    @PostgresTest
    void whatWaitsBehindAContractThatWasPassedOverKeepsItsPlaceToo(TestDatabase db) {
        db.migrations(EXPAND);
        old(db).apply().close();
        db.migrations(BUILDS_ON_IT);

        Report report = db.bellows().phases(Phases.EXPAND).applyWithoutLease();

        assertThat(held(report)).containsExactly("0003: []", "0004: []", "0005: []");
        assertThat(db.ledger()).endsWith("held 0003", "held 0004", "held 0005", "applied 0006 1/1");
        assertThatThrownBy(() -> db.bellows().phases(Phases.EXPAND).requireAll().applyWithoutLease())
                .isInstanceOf(HeldException.class)
                .hasMessageContaining("0004 is held behind 0003");
        db.bellows().phases(Phases.CONTRACT).applyWithoutLease();
        assertThat(db.bellows().status().next()).isEqualTo("bellows apply");
        assertThat(held(db.apply())).isEmpty();
        assertThat(db.ledger()).endsWith("applied 0003 1/1", "applied 0004 2/2", "applied 0005 1/1");
    }

    @PostgresTest
    void aStatusTellsWhatTheGatesSee(TestDatabase db) {
        db.migrations(EXPAND);
        old(db).apply().close();
        assertThat(db.bellows().status().gates()).isEmpty();
        db.migrations(CONTRACT);

        try (Lease lives = old(db).contracts(Contracts.NEVER).apply()) {
            assertThat(db.bellows().status().gates()).extracting(GateView::open).containsExactly(true);
            assertThat(db.bellows().status().next()).isEqualTo("bellows apply --phase contract");
            assertThat(lives.overtaken()).isFalse();
        }
    }

    @PostgresTest
    void aHeldContractIsAnErrorWhereEverythingIsRequired(TestDatabase db) {
        db.migrations(EXPAND);
        db.apply();
        db.migrations(CONTRACT);

        assertThatThrownBy(() -> db.bellows().requireAll().applyWithoutLease())
                .isInstanceOf(HeldException.class)
                .hasMessageContaining("0003 is held: no application ever took a lease here")
                .hasMessageContaining("--attest");
    }

    @PostgresTest
    void anApplicationThatLeavesContractsAloneDoesNotRunThem(TestDatabase db) {
        db.migrations(EXPAND);
        db.apply();
        db.migrations(CONTRACT);

        try (Lease lease = old(db).contracts(Contracts.NEVER).apply()) {
            assertThat(lease.report().held()).extracting(Held::holders).containsExactly(List.of());
            assertThat(db.columns("orders")).contains("old");
        }
        try (Lease lease = old(db).apply()) {
            assertThat(lease.report().held()).isEmpty();
            assertThat(db.columns("orders")).doesNotContain("old");
        }
    }

    @PostgresTest
    void aContractThatFailsClosesItsGateAgain(TestDatabase db) {
        db.migrations(EXPAND);
        old(db).apply().close();
        db.migrations("""
                -- file: 0003_drop_old.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN old;
                ALTER TABLE orders DROP COLUMN nonsense;
                """);

        assertThatThrownBy(db::apply).hasMessageContaining("nonsense");

        assertThat(db.ledger()).endsWith("opened 0003", "withdrawn 0003", "failed 0003 0/2");
        assertThat(db.value("SELECT count(*) FROM bellows_contract")).isEqualTo("0");
        assertThat(db.value("SELECT position FROM bellows_gate")).isEqualTo("0");
    }
}
