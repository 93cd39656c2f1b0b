package dev.bellows.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.ledger.GateTables;
import dev.bellows.model.GateSettings;
import dev.bellows.model.Holder;
import dev.bellows.model.LedgerName;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;

/** When a lease counts as alive, and when not. */
class LeaseTest {
    private static final String FIRST = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, old text);
            """;

    private static final String CONTRACT = """
            -- file: 0002_drop_old.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN old;
            """;

    private static List<String> held(Report report) {
        return report.held().stream()
                .flatMap(held -> held.holders().stream())
                .map(holder -> holder.kind() + " " + holder.who())
                .toList();
    }

    private static void enter(TestDatabase db, String lifetime) {
        db.sql("SELECT bellows_enter('old', 'api', ARRAY['0001'], '1.0.0', 'box', '" + lifetime + "')");
    }

    private static void over(TestDatabase db) {
        while (!"t".equals(db.value("SELECT expires < clock_timestamp() FROM bellows_lease WHERE instance = 'old'"))) {
            Thread.onSpinWait();
        }
    }

    @PostgresTest
    @Tag("scenario-31")
    void oneThatIsOverIsAliveWhileItsSessionIsOpen(TestDatabase db) throws SQLException {
        db.migrations(FIRST);
        db.apply();
        try (Connection stopped = db.connection();
                Statement statement = stopped.createStatement()) {
            statement.execute("SELECT bellows_enter('old', 'api', ARRAY['0001'], '1.0.0', 'box', '1 second')");
            over(db);
            db.migrations(CONTRACT);

            assertThat(held(db.apply()))
                    .containsExactly(
                            "LEASE 1 instance of api 1.0.0 (head 0001) on box, its lease over and its session still"
                                    + " open");
        }
        assertThat(held(db.apply())).isEmpty();
        assertThat(db.query("SELECT instance FROM bellows_lease")).isEmpty();
    }

    @PostgresTest
    void oneThatIsOverWithoutASessionIsGoneAndCannotBeRenewed(TestDatabase db) {
        db.migrations(FIRST);
        db.apply();
        enter(db, "1 second");
        over(db);
        db.migrations(CONTRACT);

        assertThat(held(db.apply())).isEmpty();

        assertThat(db.value("SELECT bellows_renew('old')")).isNull();
        assertThatThrownBy(() -> enter(db, "1 minute"))
                .cause()
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("BW001");
    }

    @PostgresTest
    void oneThatIsBeingRenewedIsWaitedFor(TestDatabase db) throws Exception {
        db.migrations(FIRST);
        db.apply();
        enter(db, "2 seconds");
        db.migrations(CONTRACT);
        try (Connection renewing = db.connection();
                Statement statement = renewing.createStatement()) {
            statement.execute("SET application_name = 'psql'");
            renewing.setAutoCommit(false);
            statement.execute("SELECT bellows_renew('old')");
            over(db);

            CompletableFuture<Report> apply = CompletableFuture.supplyAsync(db::apply);
            awaitSomebodyWaiting(statement);
            renewing.commit();

            assertThat(held(apply.get())).singleElement().asString().startsWith("LEASE 1 instance of api 1.0.0");
        }
    }

    @PostgresTest
    void oneThatEndsWhileTheGateIsBeingOpenedMayBeRenewedAtThatMoment(TestDatabase db) throws SQLException {
        db.migrations(FIRST);
        db.apply();
        db.sql("SELECT bellows_enter('old', 'api', ARRAY['0001'], '1.0.0', 'box', '1 second', true)");
        Contract contract = new Contract(MigrationLabel.parse("0002"), MigrationLabel.parse("0002"), null);
        try (Connection opening = db.connection()) {
            opening.setAutoCommit(false);
            Gate gate = new Gate(opening, new GateTables("public", LedgerName.DEFAULT), GateSettings.DEFAULT, true);
            Users users = gate.users(contract);
            opening.createStatement().execute("SELECT pg_catalog.now()");
            over(db);

            assertThat(gate.look(contract, users).holders(true))
                    .extracting(Holder::kind)
                    .containsExactly(Holder.Kind.LEASE);
            opening.rollback();
            assertThat(gate.look(contract, users).holders(true)).isEmpty();
        }
    }

    /** Asked by a session that is overlooked: another one would hold the contract. */
    private static void awaitSomebodyWaiting(Statement statement) throws SQLException {
        boolean waiting = false;
        while (!waiting) {
            statement.execute("SELECT pg_stat_clear_snapshot()");
            try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND datname = current_database())")) {
                waiting = row.next() && row.getBoolean(1);
            }
        }
    }

    @PostgresTest
    @Tag("scenario-30")
    void thoseOfARestoredDumpAreAnotherDatabases(TestDatabase db) {
        db.migrations(FIRST);
        db.apply();
        enter(db, "1 hour");
        db.sql("UPDATE bellows_lease SET place = '1/1'; UPDATE bellows_memory SET place = '1/1'");
        db.migrations(CONTRACT);

        assertThat(held(db.apply())).singleElement().asString().startsWith("MEMORY");
        assertThat(db.value("SELECT bellows_renew('old')")).isNull();
        db.sql("UPDATE bellows_memory SET since = since - interval '1 hour'");

        assertThat(held(db.apply())).isEmpty();
        assertThat(db.query("SELECT instance FROM bellows_lease")).isEmpty();
    }

    @PostgresTest
    void afterACrashNobodyIsRememberedAndTheGateStaysClosedForALifetime(TestDatabase db) {
        db.migrations(FIRST);
        db.apply();
        enter(db, "1 hour");
        // What a crash does to UNLOGGED tables.
        db.sql("TRUNCATE bellows_lease, bellows_session, bellows_memory");
        db.migrations(CONTRACT);

        assertThat(held(db.apply()))
                .singleElement()
                .asString()
                .startsWith("MEMORY")
                .contains("(3600 s) ago");
        assertThat(db.columns("orders")).contains("old");
    }

    @PostgresTest
    void aPoolsFurtherConnectionsEnterByTheInstancesName(TestDatabase db) throws SQLException {
        db.migrations(FIRST);
        db.apply();
        enter(db, "1 hour");

        assertThat(db.value("SELECT bellows_enter('old') > now()")).isEqualTo("t");
        assertThatThrownBy(() -> db.sql("SELECT bellows_enter('nobody')"))
                .cause()
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("BW002");
    }

    @PostgresTest
    void isRenewedAndAppliesWhatWasHeldOnceItIsSafe(TestDatabase db) throws InterruptedException {
        db.migrations(FIRST);
        db.apply();
        enter(db, "1 hour");
        db.migrations(CONTRACT);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        GateSettings shortest = GateSettings.DEFAULT.lasting(Duration.ofSeconds(30));
        try (Lease lease = db.bellows()
                .gate(shortest.of("api"))
                .listener(progress -> heard.add(said(progress)))
                .apply()) {
            assertThat(held(lease.report())).singleElement().asString().startsWith("LEASE");
            String first = db.value("SELECT expires FROM bellows_lease WHERE instance = '" + lease.instance() + "'");
            db.sql("SELECT bellows_leave('old')");

            while (!heard.take().equals("opened 0002")) {
                Thread.onSpinWait();
            }
            while (!lease.report().held().isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(db.columns("orders")).doesNotContain("old");
            assertThat(db.value("SELECT expires > '" + first + "' FROM bellows_lease WHERE instance = '"
                            + lease.instance() + "'"))
                    .isEqualTo("t");
        }
        assertThat(db.value("SELECT count(*) FROM bellows_lease WHERE expires > clock_timestamp()"))
                .isEqualTo("0");
    }

    private static String said(Progress progress) {
        return progress instanceof Progress.GateOpened opened
                ? "opened " + opened.migration().label()
                : progress.getClass().getSimpleName();
    }

    @PostgresTest
    void aConnectionThatIsLostWhileItEntersIsNoDefect(TestDatabase db) throws IOException {
        db.migrations(FIRST);
        db.apply();
        try (TcpProxy proxy = TcpProxy.before(
                db,
                () -> (direction, bytes) ->
                        new String(bytes, StandardCharsets.ISO_8859_1).contains("SELECT \"public\".\"bellows_enter\"")
                                ? Fate.CUT
                                : Fate.pass(bytes))) {
            assertThatThrownBy(() -> Bellows.on(proxy.dataSource(db))
                            .migrations(db.folder().toString())
                            .apply())
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageStartingWith("no lease could be taken: ")
                    .hasMessageEndingWith("; next: run again");
        }
    }
}
