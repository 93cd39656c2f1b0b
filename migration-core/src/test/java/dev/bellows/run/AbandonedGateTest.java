package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.gate.Lease;
import dev.bellows.model.Phases;
import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * Given a runner that was killed after it had opened a contract's gate, when the next one comes, then it goes on with the
 * contract or closes the gate again; until then old builds stay out.
 */
@Timeout(120)
@Tag("scenario-31b")
class AbandonedGateTest {
    private static final String EXPAND = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, old text);
            """;

    private static final String CONTRACT = """
            -- file: 0002_drop_old.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN old;
            """;

    private static final String ENTER_OLD = "SELECT bellows_enter('old', 'api', ARRAY['0001'])";

    /** The contract is gone from the folder then, as it is when its release was rolled back. */
    private static void abandonThenRollBack(TestDatabase db, String contract) throws IOException {
        abandon(db, contract);
        Files.delete(db.folder().resolve("0002_drop_old.sql"));
    }

    private static void abandon(TestDatabase db, String contract) throws IOException {
        db.migrations(EXPAND);
        db.apply();
        db.sql("SELECT bellows_enter('new', 'api', ARRAY['0001', '0002'])");
        db.migrations(contract);
        try (OtherProcess process = OtherProcess.apply(db, OtherProcess.OPENED)) {
            process.awaitStop();
        }
        Until.isTrue(
                db,
                "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name LIKE 'bellows%')");
        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "opened 0002");
        assertThatOldBuildsStayOut(db);
    }

    private static void assertThatOldBuildsStayOut(TestDatabase db) {
        assertThatThrownBy(() -> db.sql(ENTER_OLD))
                .hasStackTraceContaining("the contract 0002 has overtaken this build");
    }

    @PostgresTest
    void theNextRunGoesOn(TestDatabase db) throws IOException {
        abandon(db, CONTRACT);

        assertThat(db.apply().held()).isEmpty();

        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "opened 0002", "opened 0002", "applied 0002 1/1");
        assertThat(db.columns("orders")).doesNotContain("old");
        assertThatOldBuildsStayOut(db);
    }

    @PostgresTest
    void whereItsStatementFailsByNowTheGateIsClosedAgain(TestDatabase db) throws IOException {
        abandon(db, CONTRACT);
        db.sql("ALTER TABLE orders RENAME COLUMN old TO older");

        assertThatThrownBy(db::apply).isInstanceOf(StatementFailedException.class);

        assertThat(db.ledger()).endsWith("opened 0002", "opened 0002", "withdrawn 0002", "failed 0002 0/1");
        db.sql(ENTER_OLD);
    }

    @PostgresTest
    void whereAStatementOutsideATransactionFailedHalfWayOldBuildsStayOut(TestDatabase db) throws Exception {
        db.migrations(EXPAND);
        db.apply();
        db.sql("CREATE UNIQUE INDEX once ON orders (old)");
        db.sql("SELECT bellows_enter('new', 'api', ARRAY['0001', '0002'])");
        db.migrations("""
                -- file: 0002_drop_once.sql
                -- bellows:phase contract
                -- bellows:statement-timeout 1s
                DROP INDEX CONCURRENTLY once;
                """);
        try (Connection busy = db.connection();
                Statement statement = busy.createStatement()) {
            statement.execute("SET application_name = 'psql'");
            busy.setAutoCommit(false);
            statement.execute("SELECT FROM orders");

            assertThatThrownBy(db::apply).isInstanceOf(StatementFailedException.class);
        }
        // Nobody's ON CONFLICT (old) finds the index any more, though it is there.
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'once'::regclass"))
                .isEqualTo("f");
        assertThat(db.ledger()).doesNotContain("withdrawn 0002");
        assertThatOldBuildsStayOut(db);

        Files.move(db.folder().resolve("0002_drop_once.sql"), db.folder().resolve("0002_drop_once.away"));
        db.apply();
        assertThatOldBuildsStayOut(db);

        Files.move(db.folder().resolve("0002_drop_once.away"), db.folder().resolve("0002_drop_once.sql"));
        assertThat(db.apply().current()).isTrue();
        assertThat(db.value("SELECT to_regclass('once')")).isNull();
    }

    @PostgresTest
    void whereSomethingOldAppearedTheGateIsClosedAgain(TestDatabase db) throws Exception {
        abandon(db, CONTRACT);
        try (Connection unknown = db.connection();
                Statement statement = unknown.createStatement()) {
            statement.execute("SET application_name = 'legacy report'");

            db.migrations("-- file: 0003_customers.sql\nCREATE TABLE customers (id bigint PRIMARY KEY);\n");

            assertThat(db.apply().held()).singleElement().asString().contains("legacy report");
        }
        assertThat(db.ledger()).endsWith("opened 0002", "withdrawn 0002", "applied 0003 1/1");
        assertThat(db.query("SELECT * FROM bellows_overtaking(ARRAY['0001'])")).isEmpty();
        assertThat(db.apply().held()).isEmpty();
        assertThat(db.ledger()).endsWith("opened 0002", "applied 0002 1/1");
    }

    @PostgresTest
    void whatIsAppliedMeanwhileDoesNotMakeTheContractLate(TestDatabase db) throws Exception {
        abandon(db, CONTRACT);
        db.migrations("-- file: 0003_customers.sql\nCREATE TABLE customers (id bigint PRIMARY KEY);\n");
        db.bellows().phases(Phases.EXPAND).applyWithoutLease();
        assertThat(db.ledger()).endsWith("opened 0002", "applied 0003 1/1");

        assertThat(db.apply().held()).isEmpty();

        assertThat(db.ledger()).endsWith("opened 0002", "applied 0002 1/1");
    }

    @PostgresTest
    void whereTheContractIsNotShippedAnyMoreTheGateIsClosedAgain(TestDatabase db) throws IOException {
        abandonThenRollBack(db, CONTRACT);
        assertThat(db.bellows().status().next()).isEqualTo("bellows apply");
        assertThat(db.bellows().plan().notices()).singleElement().asString().contains("the gate of 0002");

        db.bellows().phases(Phases.EXPAND).applyWithoutLease();

        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "opened 0002", "withdrawn 0002");
        db.sql(ENTER_OLD);
        assertThat(db.bellows().status().next()).isEqualTo("nothing to do");
    }

    @PostgresTest
    void anApplicationThatWasRolledBackClosesTheGateAndEnters(TestDatabase db) throws IOException {
        abandonThenRollBack(db, CONTRACT);

        try (Lease lease = db.bellows().application("api").apply()) {
            assertThat(lease.overtaken()).isFalse();
        }
        assertThat(db.ledger()).endsWith("opened 0002", "withdrawn 0002");
    }

    @PostgresTest
    void aContractThatHasBecomeAnExpandHasNoGate(TestDatabase db) throws IOException {
        abandon(db, CONTRACT);
        db.migrations(
                CONTRACT.replace("DROP COLUMN old", "ADD COLUMN note text").replace("contract", "expand"));

        db.apply();

        assertThat(db.ledger()).endsWith("opened 0002", "withdrawn 0002", "applied 0002 1/1");
        db.sql(ENTER_OLD);
    }

    @PostgresTest
    void whatRanInPartStaysBehindItsGate(TestDatabase db) throws IOException {
        db.migrations(EXPAND);
        db.apply();
        db.migrations(CONTRACT.replace("ALTER", "-- bellows:transaction off\nALTER") + "VACUUM orders;\n");
        try (OtherProcess process = OtherProcess.apply(db, "2/2")) {
            process.awaitStop();
        }
        Files.delete(db.folder().resolve("0002_drop_old.sql"));

        assertThatThrownBy(db::apply).isInstanceOf(RefusedException.class).hasMessageContaining("overtaken");

        assertThat(db.ledger()).endsWith("opened 0002", "applied 0002 1/2");
        assertThatOldBuildsStayOut(db);
    }
}
