package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How large the tables are that somebody waits for, as a server's statistics have it. */
class LintSizesTest {
    @TempDir
    private Path folder = Path.of("");

    private LintCaller caller(TestDatabase db, String sql) {
        return LintCaller.in(folder)
                .file("db/0001_change.sql", sql)
                .with("BELLOWS_USER", db.user())
                .with("BELLOWS_PASSWORD", db.password().isEmpty() ? "any" : db.password());
    }

    private static JsonNode table(LintCaller caller, TestDatabase db, String... more) {
        String[] options = new String[more.length + 3];
        options[0] = "--json";
        options[1] = "--url";
        options[2] = db.jdbcUrl();
        System.arraycopy(more, 0, options, 3, more.length);
        return caller.lint(options).json().at("/findings/0/tables/0");
    }

    @PostgresTest
    void standBesideWhatIsBlockedWithAnEstimateThatIsARange(TestDatabase db) {
        db.sql("CREATE TABLE orders (id int, pad text); CREATE INDEX ON orders (id)");
        db.sql("INSERT INTO orders SELECT i, repeat('x', 700) FROM generate_series(1, 100000) i");
        db.sql("ANALYZE orders");
        String out = caller(db, "CREATE INDEX orders_id ON orders (id);")
                .lint("--url", db.jdbcUrl())
                .out();

        assertThat(out)
                .containsPattern("lock: SHARE on orders, which stops writers, while every row is read\n"
                        + "  size: orders has about 100 thousand rows, [78]\\d MB \\([78]\\d MB with indexes\\);"
                        + " to build an index takes 1 to 4 s \\(a guess: 20 to 200 MB/s\\)\n");
    }

    @PostgresTest
    void aSmallTableTakesNoTimeAndAnEmptyOneHasNoRows(TestDatabase db) {
        db.sql("CREATE TABLE few (id int); INSERT INTO few VALUES (1); ANALYZE few; CREATE TABLE none (id int)");
        LintCaller caller = caller(
                db,
                "ALTER TABLE few ALTER id TYPE text; ALTER TABLE none ALTER id TYPE text; ALTER TABLE gone DROP id;");

        assertThat(caller.lint("--url", db.jdbcUrl(), "--full").out())
                .contains(
                        "size: few has about 1 row, 8.2 kB (8.2 kB with indexes); to write it anew takes less than a second")
                .contains(
                        "size: none has an unknown number of rows, as it was never analyzed, 0 bytes (0 bytes with indexes)")
                .contains("size: the server has no table gone");
    }

    @PostgresTest
    void namesAreLookedUpWhereMigrationsRunAndPartitionsCountTogether(TestDatabase db) {
        db.sql("""
                CREATE SCHEMA shop;
                CREATE TABLE orders (id int);
                CREATE TABLE shop.orders (id int) PARTITION BY RANGE (id);
                CREATE TABLE shop.low PARTITION OF shop.orders FOR VALUES FROM (0) TO (10);
                CREATE TABLE shop.high PARTITION OF shop.orders FOR VALUES FROM (10) TO (100);
                INSERT INTO shop.orders SELECT generate_series(1, 99);
                ANALYZE
                """);
        LintCaller caller = caller(db, "ALTER TABLE orders ALTER id TYPE text;");

        assertThat(table(caller, db).path("bytes").asInt(-1)).isZero();
        JsonNode inShop = table(caller, db, "--schema", "shop");
        assertThat(inShop.path("rows").asInt()).isEqualTo(99);
        assertThat(inShop.path("bytes").asInt()).isEqualTo(2 * 8192);
        caller.file("db/0001_change.sql", "ALTER TABLE shop.orders ALTER id TYPE text;");
        assertThat(table(caller, db).path("rows").asInt()).isEqualTo(99);
    }

    @PostgresTest
    void aTableThatIsLockedIsToldFromTheStatisticsInsteadOfWaitedFor(TestDatabase db) throws SQLException {
        db.sql("CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 1000)");
        db.sql("VACUUM orders");
        try (Connection other = DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE orders");
            JsonNode table = table(caller(db, "CREATE INDEX ON orders (id);"), db);

            assertThat(table.path("rows").asInt()).isEqualTo(1000);
            assertThat(table.path("bytes").asInt()).isEqualTo(5 * 8192);
            assertThat(table.path("totalBytes").asInt()).isGreaterThan(5 * 8192);
        }
    }

    @PostgresTest
    void onlyWhoAsksForSizesConnects(TestDatabase db) {
        db.sql("CREATE TABLE orders (id int); ANALYZE orders");
        LintCaller caller = caller(db, "CREATE INDEX ON orders (id);").with("BELLOWS_URL", db.jdbcUrl());

        assertThat(caller.lint().out()).doesNotContain("size:");
        assertThat(caller.lint("--sizes").out()).contains("size: orders has");
    }

    @Test
    void aDatabaseThatIsOnlyConfiguredIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("bellows.toml"), "url = \"postgresql://u@localhost:1/d\"\n");
        LintCaller caller = LintCaller.in(folder).file("db/0001_change.sql", "CREATE INDEX ON orders (id);");

        assertThat(caller.lint().exit()).isEqualTo(4);
        Caller.Ended asked = caller.lint("--sizes");
        assertThat(asked.exit()).isEqualTo(8);
        assertThat(asked.out()).isEmpty();
        assertThat(asked.err()).contains("localhost").contains("next: ");
    }

    @Test
    void withoutADatabaseSizesAreAskedForInVain() {
        LintCaller caller = LintCaller.in(folder).file("db/0001_change.sql", "CREATE INDEX ON orders (id);");

        assertThat(caller.lint("--sizes").exit()).isEqualTo(2);
        assertThat(caller.lint("--sizes").err()).contains("no database is named");
    }
}
