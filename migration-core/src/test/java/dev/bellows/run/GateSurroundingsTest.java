package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.GateSettings;
import dev.bellows.model.Report;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.StandbyPostgres;
import dev.bellows.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Given a pooler, a standby, a crash, or a restored dump, when a contract is applied, then nothing old is overlooked. */
@Tag(InstalledPostgres.OWN)
@Timeout(180)
class GateSurroundingsTest {
    private static final String FIRST = """
            -- file: 1_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, old text);
            """;

    private static final String CONTRACT = """
            -- file: 2_drop_old.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN old;
            """;

    private static List<String> held(Report report) {
        return report.held().stream()
                .flatMap(held -> held.holders().stream())
                .map(holder -> holder.kind() + " " + holder.who())
                .toList();
    }

    private static InstalledPostgres postgres() {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        return InstalledPostgres.start();
    }

    @Test
    void behindATransactionPoolerOnlyTheLeaseCounts() throws Exception {
        assumeThat(PgBouncer.isAvailable()).as(PgBouncer.MISSING).isTrue();
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase();
                PgBouncer pooler = PgBouncer.start(server, "transaction", "server_round_robin = 1")) {
            db.migrations(FIRST);
            db.apply();
            Lease lease = Bellows.on(pooler.dataSource(db))
                    .migrations(db.folder().toString())
                    .application("api")
                    .validate();
            assertThat(db.value("SELECT pooled FROM bellows_lease")).isEqualTo("t");
            assertThat(db.query("SELECT * FROM bellows_session"))
                    .as("a backend that anybody may have next")
                    .isEmpty();
            lease.close();
            db.migrations(CONTRACT);

            assertThat(held(quiet(db)))
                    .as("it runs out by itself")
                    .anyMatch(each -> each.startsWith("LEASE 1 instance"));

            db.sql("UPDATE bellows_lease SET expires = now()");
            assertThat(held(quiet(db))).isEmpty();
        }
    }

    /** The pooler's own sessions are idle, and declare nothing: an operator names them. */
    private static Report quiet(TestDatabase db) {
        return db.bellows()
                .gate(GateSettings.DEFAULT.ignoring(List.of("PostgreSQL JDBC Driver"), List.of()))
                .applyWithoutLease();
    }

    @Test
    void aStandbyHoldsUntilASettingNamesIt() throws Exception {
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase()) {
            db.migrations(FIRST);
            db.bellows().apply().close();
            db.migrations(CONTRACT);
            try (StandbyPostgres standby = server.newStandby()) {
                assertThat(standby.dataSource(db).getURL()).isNotEmpty();
                List<String> held = held(db.apply());
                assertThat(held).singleElement().asString().startsWith("REPLICA the standby or subscriber '");
                String name = held.get(0).split("'", -1)[1];

                assertThat(held(db.bellows()
                                .gate(GateSettings.DEFAULT.overlooking(List.of(name)))
                                .applyWithoutLease()))
                        .isEmpty();
            }
        }
    }

    @Test
    void aCrashForgetsWhoLives() throws Exception {
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase()) {
            db.migrations(FIRST);
            db.apply();
            db.sql("SELECT bellows_enter('old', 'api', ARRAY['1'], '1.0.0', NULL, '1 hour')");
            server.crash();
            db.migrations(CONTRACT);

            assertThat(db.query("SELECT * FROM bellows_lease")).isEmpty();
            assertThat(held(db.apply())).singleElement().asString().startsWith("MEMORY the server started, or lost");
            assertThat(held(db.apply()))
                    .as("it was seen, and counts from then on")
                    .singleElement()
                    .asString()
                    .startsWith("MEMORY");
            db.sql("UPDATE bellows_memory SET since = since - interval '1 hour'");
            assertThat(held(db.apply())).as("a lifetime later").isEmpty();
        }
    }

    @Test
    void aRestartForgetsNobodyAndWaitsForWhoWasBusyMeanwhile() throws Exception {
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase()) {
            db.migrations(FIRST);
            db.apply();
            db.sql("SELECT bellows_enter('old', 'api', ARRAY['1'], '1.0.0', NULL, '1 hour')");
            server.restart();
            db.migrations(CONTRACT);

            assertThat(held(db.apply()))
                    .as("its session is gone, and its lease is not over")
                    .singleElement()
                    .asString()
                    .startsWith("LEASE 1 instance of api 1.0.0");

            db.sql("UPDATE bellows_lease SET expires = pg_postmaster_start_time() - interval '1 second'");
            assertThat(held(db.apply()))
                    .as("it had no chance to renew while the server was away")
                    .singleElement()
                    .asString()
                    .startsWith("MEMORY the server started");

            db.sql("SELECT bellows_enter('old', 'api', ARRAY['1'], '1.0.0', NULL, '1 hour')");
            assertThat(held(db.apply())).anyMatch(each -> each.startsWith("LEASE"));
        }
    }

    @Test
    void aRestartWithNobodyButTheNewBuildKeepsNoGateClosed() throws Exception {
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase()) {
            db.migrations(FIRST);
            db.apply();
            db.sql("SELECT bellows_enter('new', 'api', ARRAY['1', '2'], '1.1.0', NULL, '1 hour')");
            server.restart();
            db.migrations(CONTRACT);

            assertThat(held(db.apply())).isEmpty();
        }
    }

    @Test
    void aPromotedStandbyKnowsNobody() throws Exception {
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase()) {
            db.migrations(FIRST);
            db.apply();
            db.sql("SELECT bellows_enter('old', 'api', ARRAY['1'], '1.0.0', NULL, '1 hour')");
            try (StandbyPostgres standby = server.newStandby()) {
                standby.promote();
                db.migrations(CONTRACT);
                Bellows promoted = Bellows.on(standby.dataSource(db))
                        .migrations(db.folder().toString());

                assertThat(rows(standby.dataSource(db), "SELECT * FROM bellows_lease"))
                        .isZero();
                assertThat(held(promoted.applyWithoutLease()))
                        .singleElement()
                        .asString()
                        .startsWith(
                                "MEMORY the server started, or lost its leases, less than a lease's lifetime (3600 s)");
                rows(standby.dataSource(db), "SELECT bellows_enter('old', 'api', ARRAY['1'], '1.0.0', NULL, '1 hour')");
                assertThat(held(promoted.applyWithoutLease())).anyMatch(each -> each.startsWith("LEASE"));
            }
        }
    }

    private static int rows(PGSimpleDataSource dataSource, String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int count = 0;
            while (row.next()) {
                count++;
            }
            return count;
        }
    }

    @Test
    @Tag("scenario-30")
    void aRestoredDumpBringsLeasesThatAreForeign() throws Exception {
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase();
                TestDatabase copy = server.newDatabase()) {
            db.migrations(FIRST);
            db.apply();
            db.sql("SELECT bellows_enter('old', 'api', ARRAY['1'], '1.0.0', NULL, '1 hour')");
            Path dump = Files.createTempFile("dump", ".sql");
            try {
                server.run(List.of(server.binary("pg_dump"), "-f", dump.toString(), db.name()));
                server.run(List.of(
                        server.binary("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-f", dump.toString(), copy.name()));
            } finally {
                Files.delete(dump);
            }
            db.migrations(CONTRACT);
            Bellows elsewhere =
                    Bellows.on(copy.dataSource()).migrations(db.folder().toString());

            assertThat(copy.value("SELECT count(*) FROM bellows_lease")).isEqualTo("1");
            assertThat(held(elsewhere.applyWithoutLease()))
                    .singleElement()
                    .asString()
                    .startsWith("MEMORY");
            copy.sql("UPDATE bellows_memory SET since = '-infinity'");
            assertThat(held(elsewhere.applyWithoutLease())).isEmpty();
            assertThat(held(db.apply())).singleElement().asString().startsWith("LEASE");
        }
    }

    @Test
    void anInstanceThatIsStoppedHoldsThroughItsOpenSession() throws Exception {
        try (InstalledPostgres server = postgres();
                TestDatabase db = server.newDatabase()) {
            db.migrations(FIRST);
            db.apply();
            Process instance = new ProcessBuilder(
                            server.binary("psql"),
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + server.port(),
                            "-U",
                            "postgres",
                            db.name())
                    .redirectErrorStream(true)
                    .start();
            try {
                instance.outputWriter()
                        .append("SELECT bellows_enter('old', 'api', ARRAY['1'], NULL, NULL, '1 second');\n")
                        .flush();
                Until.isTrue(db, "EXISTS (SELECT FROM bellows_lease WHERE expires < clock_timestamp())");
                signal(instance, "STOP");
                db.migrations(CONTRACT);

                assertThat(held(db.apply())).singleElement().asString().contains("its session still open");

                signal(instance, "CONT");
            } finally {
                instance.destroy();
                instance.waitFor();
            }
            Until.isTrue(db, "NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'psql')");
            assertThat(held(db.apply())).isEmpty();
            assertThatThrownBy(() -> enter(db)).hasMessageContaining("has overtaken this build");
        }
    }

    private static void enter(TestDatabase db) throws SQLException {
        try (Connection connection = db.dataSource().getConnection()) {
            connection.createStatement().execute("SELECT bellows_enter('old', 'api', ARRAY['1'])");
        }
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
