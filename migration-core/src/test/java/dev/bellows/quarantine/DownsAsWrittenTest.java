package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Given a contract with a down file as people write them, when that has run, then everything is as it was. */
class DownsAsWrittenTest {
    private final Notices notices = new Notices();

    /** Applies a contract and its down; all of it is there again, but for the places of columns. */
    private void thereAndBack(String base, String contract, String down, TestDatabase db) {
        db.migrations("-- file: 0001_base.sql\n" + base);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + contract + "-- file: 0002_drop.down.sql\n"
                + down);
        db.applyAttested();
        // What runs outside a transaction cannot be tried beforehand, and always asks.
        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> !losses.any() || down.contains("transaction off"));

        assertThat(withoutOrder(Picture.of(db))).isEqualTo(withoutOrder(before));
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    private static List<String> withoutOrder(Map<String, Set<String>> picture) {
        return picture.values().stream()
                .flatMap(Set::stream)
                .filter(line -> !line.startsWith("order of columns "))
                .sorted()
                .toList();
    }

    @PostgresTest
    void aPartitionThatWasDetachedFirstHasEachOfItsTablesKeysOnce(TestDatabase db) {
        thereAndBack("""
                CREATE TABLE r (id int PRIMARY KEY);
                INSERT INTO r VALUES (1);
                CREATE TABLE p (id int, r int REFERENCES r ON DELETE CASCADE) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                INSERT INTO p VALUES (1, 1);
                """, "ALTER TABLE p DETACH PARTITION p1;\nDROP TABLE p1;\n", """
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                """, db);
    }

    @PostgresTest
    void aColumnOfADownWithoutATransactionHasAllThatBelongedToIt(TestDatabase db) {
        thereAndBack("""
                CREATE TABLE r (id int PRIMARY KEY);
                INSERT INTO r VALUES (1), (2);
                CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL DEFAULT 2 CHECK (x > 0) UNIQUE REFERENCES r, y text);
                CREATE INDEX xi ON t (x, y);
                COMMENT ON INDEX xi IS 'why';
                CREATE INDEX xj ON t (x);
                COMMENT ON COLUMN t.x IS 'what';
                INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b');
                """, "ALTER TABLE t DROP COLUMN x;\n", """
                -- bellows:transaction off
                ALTER TABLE t ADD COLUMN x int;
                CREATE INDEX CONCURRENTLY xi ON t (x, y);
                COMMENT ON INDEX xi IS 'why';
                """, db);

        assertThat(notices.said()).noneMatch(said -> said.contains("its default"));
        assertThat(db.query("SELECT x FROM t ORDER BY id")).containsExactly(List.of("1"), List.of("2"));
    }

    @PostgresTest
    void columnsThatTheFileDroppedBeforeTheirTableComeWithIt(TestDatabase db) {
        thereAndBack(
                "CREATE TABLE a (id int PRIMARY KEY, x int NOT NULL, y text); INSERT INTO a VALUES (1, 2, 'z');\n",
                "ALTER TABLE a DROP COLUMN x;\nALTER TABLE a DROP COLUMN y;\nDROP TABLE a;\n",
                "CREATE TABLE a (id int PRIMARY KEY, x int NOT NULL, y text);\nCREATE VIEW v AS SELECT x FROM a;\nDROP VIEW v;\n",
                db);

        assertThat(db.query("SELECT id, x, y FROM a")).containsExactly(List.of("1", "2", "z"));
    }

    @PostgresTest
    void aColumnThatWasComputedIsComputedAgain(TestDatabase db) {
        thereAndBack(
                "CREATE TABLE t (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id * 2) STORED); INSERT INTO t VALUES (1);\n",
                "ALTER TABLE t DROP COLUMN g;\n",
                "ALTER TABLE t ADD g int;\n",
                db);

        assertThat(db.value("SELECT g FROM t")).isEqualTo("2");
    }

    @PostgresTest
    void aColumnThatTheFileMakesNotNullHasItsValuesFromTheStart(TestDatabase db) {
        thereAndBack(
                "CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL); INSERT INTO t VALUES (1, 7);\n",
                "ALTER TABLE t DROP COLUMN x;\n",
                "ALTER TABLE t ADD COLUMN x int NOT NULL;\n",
                db);

        assertThat(db.value("SELECT x FROM t")).isEqualTo("7");
    }

    /** As pg_dump writes a table with a serial column. */
    @PostgresTest
    void aSequenceThatTheFileMakesBeforeItsTable(TestDatabase db) {
        String table = """
                CREATE SEQUENCE a_id_seq AS integer;
                CREATE TABLE a (id int NOT NULL DEFAULT nextval('a_id_seq'), n text, CONSTRAINT a_pkey PRIMARY KEY (id));
                ALTER SEQUENCE a_id_seq OWNED BY a.id;
                """;
        thereAndBack(
                table + "INSERT INTO a (n) VALUES ('x'), ('y');\nCREATE TABLE b (id int PRIMARY KEY, x int);\n",
                "DROP TABLE a;\nALTER TABLE b DROP COLUMN x;\n",
                table + "ALTER TABLE b ADD COLUMN x int;\n",
                db);

        assertThat(db.value("INSERT INTO a (n) VALUES ('z') RETURNING id")).isEqualTo("3");
        // And where somebody has brought it back before.
        db.applyAttested();
        db.bellows().restore("0002");
        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> true);
        assertThat(notices.said()).anyMatch(said -> said.contains("left out: public.a was brought back before"));
    }

    @PostgresTest
    void keysOfOthersThatTheFileMakesAgain(TestDatabase db) {
        thereAndBack("""
                CREATE TABLE t (id int PRIMARY KEY);
                CREATE TABLE k (id int PRIMARY KEY, tid int REFERENCES t, other int CONSTRAINT others REFERENCES t);
                INSERT INTO t VALUES (1);
                INSERT INTO k VALUES (1, 1, 1);
                """, "DROP TABLE t CASCADE;\n", """
                CREATE TABLE t (id int PRIMARY KEY);
                ALTER TABLE k ADD FOREIGN KEY (tid) REFERENCES t;
                ALTER TABLE k ADD CONSTRAINT others FOREIGN KEY (other) REFERENCES t;
                """, db);
    }

    @PostgresTest
    void publicationsAndPartitionsThatTheFileJoinsAgain(TestDatabase db) {
        thereAndBack("""
                CREATE PUBLICATION pb;
                CREATE TABLE par (id int) PARTITION BY LIST (id);
                CREATE TABLE n (id int);
                ALTER TABLE par ATTACH PARTITION n FOR VALUES IN (1);
                ALTER PUBLICATION pb ADD TABLE n;
                INSERT INTO par VALUES (1);
                """, "DROP TABLE n;\n", """
                CREATE TABLE n (id int);
                ALTER TABLE par ATTACH PARTITION n FOR VALUES IN (1);
                ALTER PUBLICATION pb ADD TABLE n;
                """, db);
    }

    @PostgresTest
    void partitionsInOneStatementWithTheirTable(TestDatabase db) {
        String tables = """
                CREATE TABLE p (id int) PARTITION BY LIST (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
                CREATE TABLE p11 PARTITION OF p1 FOR VALUES IN (1);
                CREATE TABLE p2 PARTITION OF p DEFAULT;
                """;
        thereAndBack(tables + "INSERT INTO p VALUES (1), (2);\n", "DROP TABLE p2, p11, p, p1;\n", tables, db);

        assertThat(db.value("SELECT count(*) FROM p")).isEqualTo("2");
    }

    /** That their columns are their own as well was announced. */
    @PostgresTest
    void heirsInOneStatementWithWhatTheyInheritFrom(TestDatabase db) {
        db.migrations("""
                -- file: 0001_base.sql
                CREATE TABLE a (id int, x int);
                CREATE TABLE b (y int) INHERITS (a);
                CREATE TABLE c (z int) INHERITS (b);
                INSERT INTO a VALUES (1, 1); INSERT INTO c VALUES (3, 3, 3, 3);
                """);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nDROP TABLE a, b, c;\n");
        db.applyAttested();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(db.query("SELECT tableoid::regclass, id FROM a ORDER BY id"))
                .containsExactly(List.of("a", "1"), List.of("c", "3"));
    }

    /** It may know better than the copy, or not know of that. */
    @PostgresTest
    void whoseFileWritesOverTheValuesIsAskedFirst(TestDatabase db) {
        db.migrations(
                "-- file: 0001_base.sql\nCREATE TABLE t (id int PRIMARY KEY, y text); INSERT INTO t VALUES (1, 'a'), (2, 'b');\n");
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN y;
                -- file: 0002_drop.down.sql
                ALTER TABLE t ADD COLUMN y text;
                UPDATE t SET y = 'y' || id;
                """);
        db.applyAttested();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> {
            assertThat(losses.losses())
                    .singleElement()
                    .asString()
                    .contains(
                            "changes in table public.t, after the values of public.t.y have come back: what the file writes over is gone");
            return false;
        });
    }
}
