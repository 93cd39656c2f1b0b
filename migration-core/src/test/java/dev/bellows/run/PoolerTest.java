package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.Bellows;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pooler that lends backends for single transactions is refused before anything; one that lends sessions is fine. */
@Timeout(120)
class PoolerTest {
    private static void assumeTools() {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        assumeThat(PgBouncer.isAvailable()).as(PgBouncer.MISSING).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server_round_robin = 1", "min_pool_size = 3\nserver_round_robin = 1"})
    @Tag("scenario-12")
    void transactionModeIsRefusedAndLeftUntouched(String more) throws IOException, SQLException {
        assumeTools();
        try (InstalledPostgres server = InstalledPostgres.start();
                TestDatabase db = server.newDatabase();
                PgBouncer pooler = PgBouncer.start(server, "transaction", more)) {
            db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
            Bellows bellows =
                    Bellows.on(pooler.dataSource(db)).migrations(db.folder().toString());

            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(bellows::apply)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("transaction-pooler")
                        .hasMessageContaining("connect to PostgreSQL itself, or to a pool in session mode");
            }

            assertThat(db.value("SELECT to_regclass('a') IS NULL AND to_regclass('bellows_ledger') IS NULL"))
                    .isEqualTo("t");
            assertThat(settingsOf(pooler, db))
                    .as("what the application finds set")
                    .isEqualTo("0");

            db.apply();
            assertThat(bellows.validateWithoutLease().current())
                    .as("reading needs no session")
                    .isTrue();
            assertThat(settingsOf(pooler, db)).isEqualTo("0");
        }
    }

    /** The settings that we would make; the driver and the pooler make others. */
    private static String settingsOf(PgBouncer pooler, TestDatabase db) throws SQLException {
        try (Connection application = pooler.dataSource(db).getConnection();
                Statement statement = application.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM pg_settings WHERE source = 'session'"
                                + " AND name IN ('statement_timeout', 'lock_timeout', 'idle_session_timeout', 'search_path')")) {
            row.next();
            return row.getString(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server_reset_query = DISCARD ALL"})
    @Tag("scenario-12")
    void sessionModeWorks(String more) throws IOException {
        assumeTools();
        try (InstalledPostgres server = InstalledPostgres.start();
                TestDatabase db = server.newDatabase();
                PgBouncer pooler = PgBouncer.start(server, "session", more)) {
            db.migrations("""
                    -- file: 1_a.sql
                    CREATE TABLE a (i int);
                    -- file: 2_i.sql
                    CREATE INDEX CONCURRENTLY a_i ON a (i);
                    """);

            assertThat(Bellows.on(pooler.dataSource(db))
                            .migrations(db.folder().toString())
                            .applyWithoutLease()
                            .steps())
                    .hasSize(2);
        }
    }
}
