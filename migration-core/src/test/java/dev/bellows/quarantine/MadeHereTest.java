package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Kept;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;

/** Given a migration that makes or renames what it drops, then the first is not kept, and of the second the plan says so. */
class MadeHereTest {
    private static void made(TestDatabase db) {
        db.migrations(
                "-- file: 0001_made.sql\nCREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 2);\n");
        db.apply();
    }

    @PostgresTest
    void aColumnThatTheMigrationMadeItselfIsNotKept(TestDatabase db) {
        made(db);
        db.migrations("""
                -- file: 0002_between.sql
                -- bellows:phase contract
                ALTER TABLE t ADD COLUMN w int;
                UPDATE t SET w = a;
                ALTER TABLE t RENAME COLUMN w TO v;
                ALTER TABLE t DROP COLUMN v, DROP COLUMN a;
                """);

        db.applyAttested();

        assertThat(db.bellows().quarantined()).extracting(Kept::object).containsExactly("public.t.a");
        assertThat(db.columns("t")).containsExactly("id");
    }

    @PostgresTest
    void whatGetsItsNameInTheSameFileIsKeptAndThePlanSaysThatItIsAskedLater(TestDatabase db) {
        made(db);
        db.migrations("""
                -- file: 0002_rename.sql
                -- bellows:phase contract
                ALTER TABLE t RENAME COLUMN a TO b;
                ALTER TABLE t RENAME TO s;
                ALTER TABLE s DROP COLUMN b;
                """);

        assertThat(db.bellows().plan().notices())
                .containsExactly(
                        "0002: what statement 3 drops, and how it is kept, cannot be told yet (statement 2 gives it its"
                                + " name); it is asked before it runs");
        db.applyAttested();

        assertThat(db.bellows().quarantined()).extracting(Kept::object).containsExactly("public.s.b");
    }
}
