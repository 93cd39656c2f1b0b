package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Given what surrounds a big column: roles, policies, keys, gates; when it is copied in batches, then nothing is missing. */
@Timeout(180)
class BigColumnSurroundingsTest {
    private static final String CONTRACT = """
            -- file: 0002_drop_size.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN size;
            """;

    private static void given(TestDatabase db, String table, String row) {
        db.migrations("-- file: 0001_orders.sql\nCREATE TABLE orders (" + table + ", size text);\n");
        db.apply();
        db.sql("INSERT INTO orders SELECT " + row + ", 's' || i FROM generate_series(1, 5000) AS i");
        BigColumnTest.grow(db, "orders");
        db.migrations(CONTRACT);
    }

    private static void killedWhileCopying(TestDatabase db) throws IOException {
        try (OtherProcess process = OtherProcess.apply(db, OtherProcess.COPIED)) {
            process.awaitStop();
        }
    }

    private static String place(TestDatabase db) {
        return Objects.requireNonNull(
                db.value(
                        "SELECT evidence::json #>> '{quarantined,0,place}' FROM bellows_ledger WHERE event = 'applied' AND version = '0002'"));
    }

    @PostgresTest
    void anApplicationsRoleWritesWithoutAnyPrivilegeOnTheCopy(TestDatabase db) throws IOException, SQLException {
        given(db, "id bigint PRIMARY KEY", "i");
        killedWhileCopying(db);
        try (TestRole application = TestRole.in(db, "application")) {
            db.sql("GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO " + application.name());
            try (Connection connection = application.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("SELECT FROM bellows_q_2.bellows_changes"))
                        .hasMessageContaining("permission denied for schema bellows_q_2");
                statement.execute("INSERT INTO orders VALUES (0, 'new')");
                statement.execute("UPDATE orders SET size = 'changed' WHERE id = 1");
                statement.execute("UPDATE orders SET id = 7000 WHERE id = 2");
                statement.execute("DELETE FROM orders WHERE id = 3");
            }

            db.applyAttested();

            assertThat(db.query("SELECT id, size FROM " + place(db)
                            + " WHERE (id < 5 OR id > 5000) AND size IS NOT NULL ORDER BY id"))
                    .isEqualTo(db.query("VALUES (0, 'new'), (1, 'changed'), (4, 's4'), (7000, 's2')"));
        }
    }

    /** Subscribers have no table called like the copy, and their apply workers would stop at its first row. */
    @PostgresTest
    void whereAllTablesArePublishedItIsRefusedAndNothingIsCopied(TestDatabase db) {
        given(db, "id bigint PRIMARY KEY", "i");
        db.sql("CREATE PUBLICATION everything FOR ALL TABLES");

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it cannot be copied in batches, as a publication FOR ALL TABLES would send them")
                .hasMessageContaining("raise that with '-- bellows:max-blocking'");
        assertThat(db.ledger()).doesNotContain("copying 0002");
        assertThat(db.columns("orders")).contains("size");
        db.sql("DROP PUBLICATION everything");
        db.applyAttested();

        assertThat(db.value("SELECT count(*) FROM " + place(db))).isEqualTo("5000");
    }

    @PostgresTest
    void forcedRowLevelSecurityIsRefusedToWhoCannotSeeAllRows(TestDatabase db) {
        try (TestRole owner = TestRole.in(db, "owner")) {
            db.sql("GRANT ALL ON SCHEMA public TO " + owner.name() + "; GRANT CREATE ON DATABASE " + db.name() + " TO "
                    + owner.name());
            Bellows asOwner =
                    Bellows.on(owner.dataSource()).migrations(db.folder().toString());
            db.migrations("-- file: 0001_orders.sql\nCREATE TABLE orders (id bigint PRIMARY KEY, size text);\n");
            asOwner.applyWithoutLease();
            db.sql("INSERT INTO orders SELECT i, 's' || i FROM generate_series(1, 5000) AS i");
            BigColumnTest.grow(db, "orders");
            db.sql("ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY;"
                    + " CREATE POLICY few ON orders USING (id < 10)");
            db.migrations(CONTRACT);

            assertThatThrownBy(() -> asOwner.attest("a test").applyWithoutLease())
                    .hasMessageContaining("row level security is forced upon its table")
                    .hasMessageContaining("BYPASSRLS");
            assertThat(db.columns("orders")).contains("size");
            db.applyAttested();

            assertThat(db.value("SELECT count(*) FROM " + place(db) + " WHERE size = 's' || id"))
                    .isEqualTo("5000");
        }
    }

    @PostgresTest
    void aKeyOfSeveralTypesIsCopiedInItsOrder(TestDatabase db) {
        given(db, "a numeric, b text, c timestamptz, PRIMARY KEY (b, a, c)", "i / 7.0, 'b' || i % 3, 'epoch'");

        db.applyAttested();

        assertThat(db.value("SELECT count(*) FROM orders JOIN " + place(db)
                        + " AS k USING (a, b, c) WHERE k.size = 's' || round(a * 7)"))
                .isEqualTo("5000");
    }

    /** Its operators are not those of the other columns: each column is compared by its own. */
    @PostgresTest
    void aKeyWhoseTypesMixOperatorsIsCopiedInItsOrder(TestDatabase db) {
        assumeThat(db.query("SELECT FROM pg_available_extensions WHERE name = 'citext'"))
                .as("the server has citext")
                .isNotEmpty();
        db.sql("CREATE EXTENSION citext");
        given(
                db,
                "a int, b citext, PRIMARY KEY (b, a)",
                "i, CASE i % 4 WHEN 0 THEN 'x' WHEN 1 THEN 'Y' WHEN 2 THEN 'y' ELSE 'Z' END");

        db.applyAttested();

        assertThat(db.value("SELECT count(*) FROM " + place(db) + " WHERE size = 's' || a"))
                .isEqualTo("5000");
    }

    @PostgresTest
    void aGateThatClosesAfterTheCopyKeepsItUntilItOpens(TestDatabase db, @TempDir Path oldBuild) throws IOException {
        given(db, "id bigint PRIMARY KEY", "i");
        Files.copy(db.folder().resolve("0001_orders.sql"), oldBuild.resolve("0001_orders.sql"));
        List<Lease> old = new ArrayList<>();

        Report report = db.bellows()
                .attest("nothing old lives in a test")
                .listener(progress -> {
                    if (progress instanceof Progress.StatementProgress && old.isEmpty()) {
                        old.add(Bellows.on(db.dataSource())
                                .migrations(oldBuild.toString())
                                .application("api")
                                .validate());
                    }
                })
                .applyWithoutLease();

        assertThat(report.held()).singleElement().asString().contains("api");
        assertThat(db.value("SELECT whole FROM bellows_q_2.bellows_progress")).isEqualTo("t");
        assertThat(db.columns("orders")).contains("size");
        db.sql("UPDATE orders SET size = 'changed' WHERE id = 1");
        old.get(0).close();

        assertThat(db.applyAttested().held()).isEmpty();

        assertThat(db.query("SELECT id, size FROM " + place(db) + " WHERE id < 3 ORDER BY id"))
                .isEqualTo(db.query("VALUES (1, 'changed'), (2, 's2')"));
        assertThat(db.ledger().stream().filter(entry -> entry.startsWith("copying")))
                .hasSize(1);
    }

    @PostgresTest
    void aFileWithoutATransactionDropsItInOneOfItsOwn(TestDatabase db) {
        given(db, "id bigint PRIMARY KEY, note text", "i, 'n'");
        db.migrations("""
                -- file: 0002_drop_size.sql
                -- bellows:phase contract
                -- bellows:transaction off
                ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'm';
                ALTER TABLE orders DROP COLUMN size;
                CREATE INDEX CONCURRENTLY orders_note ON orders (note);
                """);

        db.applyAttested();

        String kept = db.value(
                "SELECT i ->> 'place' FROM bellows_ledger, json_array_elements(evidence::json -> 'quarantined') AS i"
                        + " WHERE event = 'applied' AND version = '0002'");
        assertThat(db.columns("orders")).containsExactly("id", "note");
        assertThat(db.value("SELECT count(*) FROM " + kept + " WHERE size = 's' || id"))
                .isEqualTo("5000");
        assertThat(db.query("SELECT proname FROM pg_proc WHERE proname = 'bellows_changed'"))
                .isEqualTo(List.of());
    }
}
