package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;

/** Given a publication of all tables, when the values of a column are copied, then subscribers hear nothing of a table they lack. */
class PublishedTest {
    @PostgresTest
    void theCopyIsNotSentToSubscribers(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE t (id int PRIMARY KEY, c text, n int GENERATED ALWAYS AS IDENTITY);
                INSERT INTO t (id, c) VALUES (1, 'a'), (2, 'b');
                """);
        db.apply();
        db.sql("CREATE PUBLICATION everything FOR ALL TABLES");
        String slot = "s_" + db.name();
        db.query("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        try {
            db.migrations("""
                    -- file: 0002_drop.sql
                    -- bellows:phase contract
                    ALTER TABLE t DROP COLUMN c, DROP COLUMN n;
                    """);
            db.applyAttested();

            // What relations rows are sent of:
            // https://www.postgresql.org/docs/18/protocol-logicalrep-message-formats.html
            assertThat(db.query("SELECT encode(data, 'escape') FROM pg_logical_slot_peek_binary_changes('" + slot
                            + "', NULL, NULL, 'proto_version', '1', 'publication_names', 'everything')"
                            + " WHERE get_byte(data, 0) = ascii('R')"))
                    .isNotEmpty()
                    .noneMatch(row -> String.valueOf(row.get(0)).contains("bellows_q_"));
            assertThat(db.query(
                            "SELECT DISTINCT relpersistence FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace"
                                    + " WHERE nspname LIKE 'bellows\\_q%'"))
                    .containsExactly(List.of("p"));
            db.bellows().restore("0002");
            assertThat(db.query("SELECT c, n FROM t ORDER BY id"))
                    .containsExactly(List.of("a", "1"), List.of("b", "2"));
        } finally {
            db.query("SELECT pg_drop_replication_slot('" + slot + "')");
        }
    }
}
