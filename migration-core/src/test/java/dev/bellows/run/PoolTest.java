package dev.bellows.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.code.CodeMigration;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Location;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.sql.Phase;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** A pool's connection is used whatever its pool made of it, and given back as it was. */
class PoolTest {
    private static final String FILES = """
            -- file: 1_a.sql
            CREATE TABLE a (i int);
            SET search_path = pg_catalog;
            SET work_mem = '64kB';
            -- file: 2_i.sql
            CREATE INDEX CONCURRENTLY a_i ON a (i);
            """;

    /** What a session can have beside settings: how many of each. */
    private static final String LEFT_BEHIND = "concat_ws(' ',"
            + " (SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()),"
            + " (SELECT count(*) FROM pg_listening_channels()), (SELECT count(*) FROM pg_cursors WHERE is_holdable),"
            + " (SELECT count(*) FROM pg_prepared_statements WHERE from_sql),"
            + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()))";

    private static HikariDataSource pool(TestDatabase db, String initialSql) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(db.jdbcUrl());
        config.setUsername(db.user());
        config.setPassword(db.password());
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        config.setConnectionInitSql(initialSql);
        config.setIsolateInternalQueries(true);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("autosave", "always");
        config.addDataSourceProperty("ApplicationName", "the shop");
        return new HikariDataSource(config);
    }

    /** Everything that a session can tell of itself. */
    private static List<String> seen(HikariDataSource pool) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            PGConnection driver = connection.unwrap(PGConnection.class);
            seen.add(connection.getAutoCommit() + " " + connection.isReadOnly() + " "
                    + connection.getTransactionIsolation() + " " + connection.getNetworkTimeout() + " "
                    + connection.getHoldability() + " " + driver.getDefaultFetchSize() + " "
                    + driver.getPrepareThreshold() + " " + driver.getAutosave() + " " + driver.getBackendPID());
            try (ResultSet row =
                    statement.executeQuery("SELECT name, setting FROM pg_settings WHERE name NOT LIKE '%.%' UNION ALL"
                            + " VALUES ('current_user', current_user), ('session_user', session_user),"
                            + " ('role', current_setting('role')), ('left behind', " + LEFT_BEHIND + ") ORDER BY 1")) {
                while (row.next()) {
                    seen.add(row.getString(1) + " = " + row.getString(2));
                }
            }
            connection.rollback();
        }
        return seen;
    }

    private static void assertSame(List<String> before, List<String> after) {
        List<String> changed = new ArrayList<>(after);
        changed.removeAll(before);
        assertThat(changed).isEmpty();
        assertThat(after).hasSameSizeAs(before);
    }

    @PostgresTest
    void givesTheOnlyConnectionBackAsItWas(TestDatabase db) throws SQLException {
        db.sql("CREATE SCHEMA shop");
        db.migrations(FILES);
        try (HikariDataSource pool = pool(db, "SET search_path = shop; SET statement_timeout = '7s'")) {
            List<String> before = seen(pool);

            Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

            assertSame(before, seen(pool));
        }
        assertThat(db.columns("shop.a")).containsExactly("i");
    }

    @PostgresTest
    void nothingIsLeftBehindForTheNextMigrationOrForThePool(TestDatabase db) throws SQLException {
        db.migrations("""
                -- file: 1_leave.sql
                CREATE TEMPORARY TABLE scratch (i int);
                LISTEN news;
                PREPARE one AS SELECT 1;
                DECLARE held CURSOR WITH HOLD FOR SELECT 1;
                SELECT pg_advisory_lock(42);
                SET statement_timeout = '1h';
                -- file: 2_see.sql
                CREATE TABLE seen AS SELECT
                """ + LEFT_BEHIND + " AS left_behind;\n");
        try (HikariDataSource pool = pool(db, "SELECT 1")) {
            List<String> before = seen(pool);

            Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

            assertSame(before, seen(pool));
        }
        // Ours, and the migration's: an advisory lock is its own business until the connection is given back.
        assertThat(db.value("SELECT left_behind FROM seen")).isEqualTo("0 0 0 0 2");
    }

    @PostgresTest
    void whatThePoolHadOfItsOwnStays(TestDatabase db) throws SQLException {
        db.migrations(FILES);
        try (HikariDataSource pool = pool(db, "LISTEN news; PREPARE one AS SELECT 1; SELECT pg_advisory_lock(42)")) {
            List<String> before = seen(pool);

            Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

            assertSame(before, seen(pool));
            assertThat(before).contains("left behind = 0 1 0 1 1");
        }
    }

    /** The role may do what the user may not: look for deadlocks early, for one. */
    @PostgresTest
    void theSuperuserThatAPoolBecomesStaysInForce(TestDatabase db) throws SQLException {
        db.migrations(FILES);
        try (TestRole admin = TestRole.in(db, "admin");
                TestRole user = TestRole.in(db, "user")) {
            db.sql("ALTER ROLE " + admin.name() + " SUPERUSER; GRANT " + admin.name() + " TO " + user.name());
            HikariConfig config = new HikariConfig();
            config.setDataSource(user.dataSource());
            config.setAutoCommit(false);
            config.setMaximumPoolSize(1);
            config.setIsolateInternalQueries(true);
            config.setConnectionInitSql("SET ROLE " + admin.name() + "; SET log_min_duration_statement = '7s'");
            try (HikariDataSource pool = new HikariDataSource(config)) {
                List<String> before = seen(pool);

                Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

                assertSame(before, seen(pool));
                assertThat(before).contains("role = " + admin.name(), "log_min_duration_statement = 7000");
            }
            assertThat(db.columns("a")).containsExactly("i");
        }
    }

    /** As from PostgreSQL 15 on; before, only a superuser may. */
    @PostgresTest
    void aParameterThatOnlyTheRoleMaySetIsPutBackByTheRole(TestDatabase db) throws SQLException {
        assumeTrue(
                Integer.parseInt(String.valueOf(db.value("SHOW server_version_num"))) >= 150000,
                "parameters are granted from PostgreSQL 15 on");
        db.migrations("-- file: 1_a.sql\nSET log_min_duration_statement = '7s';\n");
        try (TestRole owner = TestRole.in(db, "owner");
                TestRole user = TestRole.in(db, "user")) {
            db.sql("ALTER ROLE " + user.name() + " NOINHERIT; GRANT " + owner.name() + " TO " + user.name()
                    + "; GRANT CREATE ON SCHEMA public TO " + owner.name()
                    + "; GRANT SET ON PARAMETER log_min_duration_statement TO " + owner.name());
            HikariConfig config = new HikariConfig();
            config.setDataSource(user.dataSource());
            config.setMaximumPoolSize(1);
            config.setIsolateInternalQueries(true);
            config.setAutoCommit(false);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                List<String> before = seen(pool);

                Bellows.on(pool)
                        .settings(Settings.DEFAULT
                                .change()
                                .migrations(List.of(Location.of(db.folder().toString())))
                                .role(owner.name())
                                .build())
                        .applyWithoutLease();

                assertSame(before, seen(pool));
                db.sql("REVOKE SET ON PARAMETER log_min_duration_statement FROM " + owner.name());
            }
        }
    }

    @PostgresTest
    void theDriversSideIsAsItWasWhateverCodeDid(TestDatabase db) throws SQLException {
        try (HikariDataSource pool = pool(db, "SELECT 1")) {
            List<String> before = seen(pool);

            Bellows.on(pool)
                    .migrations(db.folder().toString())
                    .code(new ChangesTheDriver())
                    .applyWithoutLease();

            assertSame(before, seen(pool));
        }
    }

    /** Changes what the driver keeps for the connection. */
    private static final class ChangesTheDriver implements CodeMigration {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public String description() {
            return "change the driver";
        }

        @Override
        public Phase phase() {
            return Phase.EXPAND;
        }

        @Override
        public String checksum() {
            return "1";
        }

        @Override
        public void apply(Connection connection) throws SQLException {
            connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            connection.unwrap(PGConnection.class).setDefaultFetchSize(7);
        }
    }

    /** The watcher finds no second connection to look from, and the work goes on without it. */
    @PostgresTest
    void whoWatchesAStatementDoesNotNeedASecondConnection(TestDatabase db) throws Exception {
        db.migrations(FILES);
        Bellows.on(db.dataSource()).migrations(db.folder().toString()).to("1").applyWithoutLease();
        try (HikariDataSource pool = pool(db, "SELECT 1");
                Connection writer = db.connection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO a VALUES (1)");
            InterruptedCall<Report> call = InterruptedCall.start(
                    () -> Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease());
            while (pool.getHikariPoolMXBean() == null
                    || pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
                Pause.exactly(Duration.ofMillis(10));
            }
            writer.rollback();

            assertThat(requireNonNull(call.end().result()).current()).isTrue();
        }
    }

    @PostgresTest
    void anInterruptedCallGivesTheConnectionBackToo(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_a.sql\nSET search_path = pg_catalog;\nSELECT pg_sleep(3600);\n");
        try (HikariDataSource pool = pool(db, "SET lock_timeout = '3s'")) {
            List<String> before = seen(pool);
            InterruptedCall<Report> call = InterruptedCall.start(
                    () -> Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease());
            Until.isTrue(
                    db,
                    "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep')");

            assertThat(call.interrupt().end().failure()).isInstanceOf(InterruptedRunException.class);

            assertSame(before, seen(pool));
        }
    }

    @PostgresTest
    void theRoleThatAPoolSetsIsTheRoleOfTheMigrations(TestDatabase db) throws SQLException {
        db.migrations(FILES);
        try (TestRole owner = TestRole.in(db, "owner")) {
            db.sql("GRANT ALL ON SCHEMA public TO " + owner.name());
            try (HikariDataSource pool = pool(db, "SET ROLE " + owner.name())) {
                List<String> before = seen(pool);

                Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

                assertSame(before, seen(pool));
            }
            assertThat(db.value("SELECT relowner::regrole FROM pg_class WHERE oid = 'a'::regclass"))
                    .isEqualTo(owner.name());
            assertThat(db.query("SELECT DISTINCT role FROM bellows_ledger")).containsExactly(List.of(owner.name()));
        }
    }

    @PostgresTest
    void aFailureGivesItBackToo(TestDatabase db) throws SQLException {
        db.migrations("-- file: 1_a.sql\nSET search_path = pg_catalog;\nSELECT nothing;\n");
        try (HikariDataSource pool = pool(db, "SET lock_timeout = '3s'")) {
            List<String> before = seen(pool);
            assertThatThrownBy(() ->
                            Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease())
                    .hasMessageContaining("42703");
            assertSame(before, seen(pool));
        }
    }

    @PostgresTest
    void aConnectionThatWasOnlyHalfSetUpIsThrownAway(TestDatabase db) throws SQLException {
        db.migrations(FILES);
        Settings unknownRole = Settings.DEFAULT
                .change()
                .migrations(List.of(Location.of(db.folder().toString())))
                .role("nobody_has_this_name")
                .build();
        try (HikariDataSource pool = pool(db, "SET lock_timeout = '3s'")) {
            List<String> before = seen(pool);

            assertThatThrownBy(() -> Bellows.on(pool).settings(unknownRole).applyWithoutLease())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("nobody_has_this_name");

            List<String> after = seen(pool);
            assertThat(backend(after)).as("another backend").isNotEqualTo(backend(before));
            assertSame(before.subList(1, before.size()), after.subList(1, after.size()));
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
        Until.isTrue(
                db,
                "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'the shop')");
    }

    private static String backend(List<String> seen) {
        return seen.get(0).substring(seen.get(0).lastIndexOf(' '));
    }

    @PostgresTest
    void aRoleThatMayOnlyReadIsRefusedByName(TestDatabase db) {
        db.migrations(FILES);
        try (TestRole reader = TestRole.in(db, "reader")) {
            db.sql("ALTER ROLE " + reader.name() + " SET default_transaction_read_only = on");

            assertThatThrownBy(() -> Bellows.on(reader.dataSource())
                            .migrations(db.folder().toString())
                            .applyWithoutLease())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("read-only: transactions are read-only here (default_transaction_read_only)");
        }
    }

    /** What a query finds on the pool's connection, each value of its row. */
    private static List<String> row(HikariDataSource pool, String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getString(i));
            }
            return values;
        }
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"", "-- bellows:transaction off\n"})
    void customSettingsOfThePoolsOwnStayAndThoseOfAMigrationGo(String directive, TestDatabase db) throws SQLException {
        db.migrations("-- file: 1_sets.sql\n" + directive + """
                CREATE TABLE seen (tenant text, other text, "aB" text, flag text);
                SET app.tenant = 'y';
                SET SESSION app."aB" = '1';
                SELECT Set_Config('app.other', 'z', false);
                DO 'BEGIN SET app.flag = true; END';
                INSERT INTO seen SELECT current_setting('app.tenant'), current_setting('app.other');
                -- file: 2_see.sql
                INSERT INTO seen SELECT current_setting('app.tenant'), current_setting('app.other', true),
                    current_setting('app.aB', true), current_setting('app.flag', true);
                """);
        try (HikariDataSource pool = pool(db, "SET app.tenant = 'x'; SET app.flag = 'pool'")) {
            String mine = "SELECT current_setting('app.tenant'), current_setting('app.flag'),"
                    + " coalesce(current_setting('app.other', true), ''), pg_backend_pid()";
            List<String> before = row(pool, mine);

            Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

            assertThat(row(pool, mine)).isEqualTo(before).startsWith("x", "pool", "");
        }
        assertThat(db.query("SELECT tenant, other, coalesce(\"aB\", ''), flag FROM seen ORDER BY flag NULLS FIRST"))
                .extracting(Object::toString)
                .containsExactly("[y, z, , null]", "[x, , , pool]");
    }

    @PostgresTest
    void afterAFilesResetAllThePoolBeginsAnew(TestDatabase db) throws SQLException {
        db.migrations("-- file: 1_reset.sql\nRESET ALL;\n");
        try (HikariDataSource pool = pool(db, "SET app.tenant = 'x'")) {
            Bellows.on(pool).migrations(db.folder().toString()).applyWithoutLease();

            assertThat(row(pool, "SELECT current_setting('app.tenant', true)")).containsExactly("x");
        }
    }
}
