package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Losses;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given files that rename what they make or drop, when those go down and up again, then nothing is said that is not so. */
class RenamedInFileTest {
    private final Notices notices = new Notices();
    private final List<Losses> asked = new ArrayList<>();

    private void down(int steps, TestDatabase db) {
        notices.on(db).down(DownTarget.steps(steps), (plan, losses) -> {
            asked.add(losses);
            return true;
        });
    }

    private static void addAndRename(String up, String down, TestDatabase db) {
        db.migrations("""
                -- file: 0001_k.sql
                CREATE TABLE k (id int PRIMARY KEY, a int);
                INSERT INTO k VALUES (1, 10);
                """);
        db.apply();
        db.migrations("-- file: 0002_w.sql\n-- bellows:phase contract\n" + up + "-- file: 0002_w.down.sql\n" + down);
        db.applyAttested();
    }

    @PostgresTest
    void aColumnThatADownRenamesBeforeItDropsItIsNoLoss(TestDatabase db) {
        addAndRename("""
                ALTER TABLE k ADD COLUMN w int;
                ALTER TABLE k RENAME COLUMN w TO w2;
                """, """
                ALTER TABLE k RENAME COLUMN w2 TO w;
                ALTER TABLE k DROP COLUMN w;
                """, db);
        db.sql("UPDATE k SET w2 = 5");

        down(1, db);

        assertThat(asked).extracting(Losses::any).containsExactly(false);
        // And back, for good before the file gives it its other name.
        db.applyAttested();
        assertThat(db.query("SELECT id, w2 FROM k")).containsExactly(List.of("1", "5"));
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void tablesThatSwapTheirNamesAreNoLoss(TestDatabase db) {
        db.migrations("""
                -- file: 0001_two.sql
                CREATE TABLE a (x int);
                CREATE TABLE b (y int);
                -- file: 0001_two.down.sql
                DROP TABLE a, b;
                -- file: 0002_swap.sql
                -- bellows:phase contract
                ALTER TABLE a RENAME TO c;
                ALTER TABLE b RENAME TO a;
                ALTER TABLE c RENAME TO b;
                -- file: 0002_swap.down.sql
                ALTER TABLE a RENAME TO c;
                ALTER TABLE b RENAME TO a;
                DROP TABLE c;
                CREATE TABLE b (y int);
                """);
        db.applyAttested();
        db.sql("INSERT INTO a VALUES (7)");

        down(2, db);

        assertThat(asked).extracting(Losses::any).containsExactly(false);
    }

    @ParameterizedTest(name = "{0}")
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t0 (id int); ALTER TABLE t0 RENAME TO t | true",
                "SELECT 1 AS id INTO t | true",
                "CREATE TABLE t (id int) | false",
                "CREATE TABLE public.t AS SELECT 1 AS id | false",
            })
    void whatNoStatementMakesUnderItsNameIsToldBeforeTheDown(String up, boolean told, TestDatabase db) {
        db.migrations("-- file: 0001_t.sql\n" + up + ";\n-- file: 0001_t.down.sql\nDROP TABLE t;");
        db.apply();
        db.sql("INSERT INTO t VALUES (42)");

        down(1, db);

        assertThat(notices.said().stream().filter(said -> said.contains("public.t will not come back by itself")))
                .hasSize(told ? 1 : 0);
        db.apply();
        // And so it is.
        assertThat(db.bellows().quarantined()).hasSize(told ? 1 : 0);
        assertThat(db.value("SELECT count(*) FROM t WHERE id = 42")).isEqualTo(told ? "0" : "1");
    }

    @PostgresTest
    void aTableThatWouldBeFilledFromAnotherComesWithItsOwnRowsAndSaysWhatItLacks(TestDatabase db) {
        db.migrations("""
                -- file: 0001_k.sql
                CREATE TABLE k (id int PRIMARY KEY);
                INSERT INTO k VALUES (1);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_k2.sql
                -- bellows:phase contract
                CREATE TABLE k2 (id int PRIMARY KEY);
                INSERT INTO k2 SELECT id FROM k;
                DROP TABLE k;
                -- file: 0002_k2.down.sql
                CREATE TABLE k (id int PRIMARY KEY);
                INSERT INTO k SELECT id FROM k2;
                DROP TABLE k2;
                """);
        db.applyAttested();
        db.sql("INSERT INTO k2 VALUES (2)");

        down(1, db);

        assertThat(notices.said())
                .anyMatch(said -> said.contains("0002_k2.down.sql:2: left out")
                        && said.endsWith("what came into public.k2 since is not among them"));
        assertThat(db.query("SELECT id FROM k")).containsExactly(List.of("1"));
    }

    @PostgresTest
    void aChildAndAColumnThatItInheritsGoInOnePlan(TestDatabase db) {
        db.migrations("""
                -- file: 0001_parent.sql
                CREATE TABLE parent (id int PRIMARY KEY, size int);
                CREATE TABLE child () INHERITS (parent);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_child.sql
                -- bellows:phase contract
                DROP TABLE child;
                -- file: 0003_size.sql
                -- bellows:phase contract
                ALTER TABLE parent DROP COLUMN size;
                """);

        db.applyAttested();

        assertThat(db.bellows().quarantined())
                .extracting("object")
                .containsExactlyInAnyOrder("public.child", "public.parent.size");
    }
}
