package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
                    + driver.getPrepareThreshold() + " " + driver.getAutosave() + " " + driver.getBackendPID());
            try (ResultSet row =
                    statement.executeQuery("SELECT name, setting FROM pg_settings WHERE name NOT LIKE '%.%' UNION ALL"
                            + " VALUES ('current_user', current_user), ('session_user', session_user),"
                            + " ('role', current_setting('role')) ORDER BY 1")) {
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

            Bellows.on(pool).migrations(db.folder().toString()).apply();

            assertSame(before, seen(pool));
        }
        assertThat(db.columns("shop.a")).containsExactly("i");
    }

    @PostgresTest
    void theRoleThatAPoolSetsIsTheRoleOfTheMigrations(TestDatabase db) throws SQLException {
        db.migrations(FILES);
        try (TestRole owner = TestRole.in(db, "owner")) {
            db.sql("GRANT ALL ON SCHEMA public TO " + owner.name());
            try (HikariDataSource pool = pool(db, "SET ROLE " + owner.name())) {
                List<String> before = seen(pool);

                Bellows.on(pool).migrations(db.folder().toString()).apply();

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
                            Bellows.on(pool).migrations(db.folder().toString()).apply())
                    .hasMessageContaining("42703");
            assertSame(before, seen(pool));
        }
    }

    @PostgresTest
    void aRoleThatMayOnlyReadIsRefusedByName(TestDatabase db) {
        db.migrations(FILES);
        try (TestRole reader = TestRole.in(db, "reader")) {
            db.sql("ALTER ROLE " + reader.name() + " SET default_transaction_read_only = on");

            assertThatThrownBy(() -> Bellows.on(reader.dataSource())
                            .migrations(db.folder().toString())
                            .apply())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("read-only: transactions are read-only here (default_transaction_read_only)");
        }
    }
}
