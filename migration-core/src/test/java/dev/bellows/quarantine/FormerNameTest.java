package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Restoration;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** Given a table that people renamed since, when its column is restored, then it comes into that table, with what belonged to it. */
class FormerNameTest {
    private static void dropColumns(TestDatabase db) {
        db.migrations("""
                -- file: 0001_made.sql
                CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 7 CHECK (a > 0), b int UNIQUE);
                INSERT INTO t VALUES (1, 2, 3);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_a.sql
                -- bellows:phase contract
                -- bellows:quarantine rename
                ALTER TABLE t DROP COLUMN a;
                -- file: 0003_b.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN b;
                """);
        db.applyAttested();
    }

    private static void comesBack(TestDatabase db, String now) {
        for (String column : List.of("t.a", "t.b")) {
            List<Restoration> would = db.bellows().tryRestore(column);
            assertThat(db.bellows().restore(column)).isEqualTo(would);
            assertThat(would.get(0).missing()).containsExactly("its table's name: that is " + now + " by now");
        }
        assertThat(db.query("SELECT * FROM " + now)).containsExactly(List.of("1", "2", "3"));
        assertThat(db.value("SELECT count(*) FROM pg_constraint WHERE conrelid = '" + now.replace("'", "''")
                        + "'::regclass AND contype IN ('p', 'c', 'u')"))
                .isEqualTo("3");
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void aColumnComesIntoTheTableUnderItsNewName(TestDatabase db) {
        dropColumns(db);
        db.sql("ALTER TABLE t RENAME TO \"it's now\"");

        comesBack(db, "\"public\".\"it's now\"");
    }

    @PostgresTest
    void alsoWhereSomethingElseHasTheOldNameAndTheTableIsInAnotherSchema(TestDatabase db) {
        dropColumns(db);
        db.sql(
                "CREATE SCHEMA other; ALTER TABLE t SET SCHEMA other; CREATE VIEW t AS SELECT id AS other_id FROM other.t;"
                        + " ALTER TABLE other.t RENAME TO s");

        comesBack(db, "\"other\".\"s\"");

        assertThat(db.query("SELECT * FROM public.t")).containsExactly(List.of("1"));
        assertThat(db.query(
                        "SELECT nspname || '.' || relname FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace"
                                + " WHERE relname IN ('t', 's') ORDER BY 1"))
                .containsExactly(List.of("other.s"), List.of("public.t"));
    }

    /** What it would execute must not name the table that has the name by now. */
    @PostgresTest
    void thePlanOfADownSaysWhichTableIsMeant(TestDatabase db) {
        dropColumns(db);
        db.sql("ALTER TABLE t RENAME TO s; CREATE TABLE t (id int PRIMARY KEY, b int)");
        List<String> planned = new ArrayList<>();

        db.bellows()
                .down(
                        DownTarget.steps(1),
                        (plan, losses) -> planned.addAll(
                                plan.steps().get(0).keepings().get(0).sql()));

        assertThat(planned)
                .startsWith(
                        "ALTER TABLE \"public\".\"t\" RENAME TO \"bellows_aside\"",
                        "ALTER TABLE \"public\".\"s\" RENAME TO \"bellows_between\"")
                .endsWith("ALTER TABLE \"public\".\"bellows_aside\" RENAME TO \"t\"");
        assertThat(db.query("SELECT id, b FROM s")).containsExactly(List.of("1", "3"));
    }

    @PostgresTest
    void aColumnOfATableThatWaitsItselfAsksForThatFirst(TestDatabase db) {
        dropColumns(db);
        db.migrations("-- file: 0004_t.sql\n-- bellows:phase contract\nDROP TABLE t;\n");
        db.applyAttested();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> db.bellows().restore("t.b")))
                .hasMessageContaining("bring its table back first");
    }

    @PostgresTest
    void aColumnDoesNotComeIntoAnotherTableThatHasTheNameOfItsOwn(TestDatabase db) {
        dropColumns(db);
        db.migrations("""
                -- file: 0004_t.sql
                -- bellows:phase contract
                DROP TABLE t;
                -- file: 0005_other.sql
                CREATE TABLE t (id int PRIMARY KEY);
                INSERT INTO t VALUES (1), (2);
                """);
        db.applyAttested();
        String table = db.bellows().quarantined().stream()
                .filter(kept -> kept.object().equals("public.t"))
                .findFirst()
                .orElseThrow()
                .name();

        for (String column : List.of("t.a", "t.b")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> db.bellows().restore(column)))
                    .hasMessageContaining("its table waits too, as " + table)
                    .hasMessageContaining("bring its table back first: bellows quarantine restore " + table);
        }

        assertThat(db.bellows().quarantined()).hasSize(3);
        assertThat(db.query("SELECT * FROM t")).containsExactly(List.of("1"), List.of("2"));
    }
}
