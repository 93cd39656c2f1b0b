package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.Restoration;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;

/** Given a migration whose things wait, when they are brought back, then it is told what will not come, and nothing else is. */
class ToldOfARestoreTest {
    private static void given(TestDatabase db, String tables, String drops) {
        db.migrations("-- file: 0001_t.sql\n" + tables);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + drops);
        db.applyAttested();
    }

    private static List<String> missing(List<Restoration> restored) {
        return restored.stream().flatMap(each -> each.missing().stream()).toList();
    }

    @PostgresTest
    void whatAStatementOfItsOwnTransactionDroppedByNameIsToldToo(TestDatabase db) {
        given(db, "CREATE TABLE t (id int PRIMARY KEY, c text); CREATE VIEW v AS SELECT id FROM t;\n", """
                -- bellows:transaction off
                DROP VIEW v;
                ALTER TABLE t DROP c;
                """);

        assertThat(missing(db.bellows().restore("0002"))).contains("view v, dropped by its name in line 3 of 0002");
    }

    @PostgresTest
    void soIsAnIndexThatWentOutsideOfAnyTransaction(TestDatabase db) {
        given(db, "CREATE TABLE t (id int PRIMARY KEY, c text); CREATE INDEX i ON t (c);\n", """
                DROP INDEX CONCURRENTLY i;
                ALTER TABLE t DROP c;
                """);

        assertThat(missing(db.bellows().restore("0002"))).contains("index i, dropped by its name in line 2 of 0002");
    }

    /** The first run had dropped the view when it failed, the second one the column. */
    @PostgresTest
    void whatAnEarlierRunOfTheSameFileDroppedIsToldToo(TestDatabase db) {
        db.migrations(
                "-- file: 0001_made.sql\nCREATE TABLE t (id int PRIMARY KEY, c text); CREATE VIEW v AS SELECT id FROM t;\n");
        db.apply();
        String file = """
                -- file: 0002_drop.sql
                -- bellows:phase contract
                -- bellows:transaction off
                DROP VIEW v;
                """;
        db.migrations(file + "SELECT 1 / 0;\n");
        assertThatThrownBy(db::applyAttested).hasMessageContaining("division by zero");
        db.migrations(file + "ALTER TABLE t DROP c;\n");
        db.applyAttested();

        assertThat(missing(db.bellows().restore("0002"))).contains("view v, dropped by its name in line 3 of 0002");
    }

    /** The down of the migration made another table, which the migration dropped when it was applied again. */
    @PostgresTest
    void ofTwoThatHadOneNameTheNewerOneComesAndTheOlderOneIsTold(TestDatabase db) {
        db.migrations("-- file: 0001_t.sql\nCREATE TABLE t (id int);\n");
        db.apply();
        db.sql("INSERT INTO t VALUES (1)");
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                DROP TABLE t;
                -- file: 0002_drop.down.sql
                CREATE TABLE u (id int);
                ALTER TABLE u RENAME TO t;
                """);
        db.applyAttested();
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        db.sql("INSERT INTO t VALUES (2)");
        db.applyAttested();

        List<Restoration> restored = db.bellows().restore("0002");

        assertThat(restored).hasSize(1);
        assertThat(missing(restored))
                .singleElement()
                .asString()
                .matches("an older public.t, dropped at 2.* UTC: it waits on as bellows_q_\\d+");
        assertThat(db.query("SELECT id FROM t")).containsExactly(List.of("2"));
        assertThat(db.bellows().quarantined()).hasSize(1);
    }

    @PostgresTest
    void aDefaultThatWasNotThereIsNoLoss(TestDatabase db) {
        given(db, "CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 3 NOT NULL, b int, c text);\n", """
                ALTER TABLE t ALTER a DROP DEFAULT, ALTER a DROP NOT NULL, ALTER b DROP DEFAULT, ALTER b DROP NOT NULL,
                    ALTER b DROP IDENTITY IF EXISTS;
                ALTER TABLE t DROP c;
                """);

        assertThat(missing(db.bellows().restore("0002")))
                .filteredOn(phrase -> phrase.contains("dropped by its name"))
                .containsExactly(
                        "the default of a of t, dropped by its name in line 2 of 0002",
                        "NOT NULL of a of t, dropped by its name in line 2 of 0002");
    }

    @PostgresTest
    void aPartitionThatPeopleDroppedWhereItWaitedIsToldAndTheRestComesBack(TestDatabase db) {
        given(db, """
                CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10);
                CREATE TABLE "T two" PARTITION OF t FOR VALUES FROM (10) TO (20);
                INSERT INTO t VALUES (1), (11);
                """, "DROP TABLE t;\n");
        assertThat(db.bellows().quarantined()).flatExtracting(Kept::lost).isEmpty();
        db.sql("DROP TABLE bellows_q_2.\"T two\"");

        assertThat(db.bellows().quarantined())
                .flatExtracting(Kept::lost)
                .containsExactly("public.\"T two\": somebody has dropped it in bellows_q_2");
        db.bellows().restore("t");

        assertThat(db.query("SELECT id FROM t")).containsExactly(List.of("1"));
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    /** The column was dropped first, in a transaction of its own: its table has to come back before it. */
    @PostgresTest
    void aContractWithoutATransactionIsRevertedInItsOrder(TestDatabase db) {
        given(db, "CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2);\n", """
                -- bellows:transaction off
                ALTER TABLE t DROP COLUMN v;
                DROP TABLE t;
                """);

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(db.query("SELECT id, v FROM t")).containsExactly(List.of("1", "2"));
    }
}
