package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Loss;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits is kept as it was just before it was dropped: what a file changes in it before that, or once it is back, is a loss. */
class CountedTest {
    private static List<Loss> down(int steps, TestDatabase db) {
        List<Loss> asked = new ArrayList<>();
        db.bellows().down(DownTarget.steps(steps), (plan, losses) -> {
            asked.addAll(losses.losses());
            return false;
        });
        return asked;
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM m WHERE id = 1 | deletes from table public.m | 1",
                "TRUNCATE m | empties table public.m | 2",
                "UPDATE m SET v = 'gone' | changes in table public.m | 2",
                "ALTER TABLE m ALTER v TYPE int USING 0 | converts column public.m.v from text to integer | 2",
                "DO 'BEGIN DELETE FROM m; END' | deletes from table public.m | 2",
            })
    void whatADownDestroysBeforeItDropsTheTableIsAskedAbout(String first, String what, long rows, TestDatabase db) {
        db.migrations("-- file: 0001_m.sql\nCREATE TABLE m (id int, v text);\n-- file: 0001_m.down.sql\n" + first
                + ";\nDROP TABLE m;\n");
        db.apply();
        db.sql("INSERT INTO m VALUES (1, 'a'), (2, 'b')");

        assertThat(down(1, db)).containsExactly(new Loss(what, rows, false));
    }

    @PostgresTest
    void alsoWhereALaterStepDropsIt(TestDatabase db) {
        db.migrations("""
                -- file: 0001_m.sql
                CREATE TABLE m (id int, v text);
                -- file: 0001_m.down.sql
                DROP TABLE m;
                -- file: 0002_rows.sql
                INSERT INTO m VALUES (4, 'four'), (5, 'five');
                -- file: 0002_rows.down.sql
                DELETE FROM m WHERE id = 4; UPDATE m SET v = 'zz' WHERE id = 5;
                """);
        db.apply();

        assertThat(down(2, db))
                .containsExactlyInAnyOrder(
                        new Loss("deletes from table public.m", 1, false),
                        new Loss("changes in table public.m", 1, false));
    }

    @PostgresTest
    void whatIsOnlyDroppedIsNot(TestDatabase db) {
        db.migrations("-- file: 0001_m.sql\nCREATE TABLE m (id int);\n-- file: 0001_m.down.sql\nDROP TABLE m;\n");
        db.apply();
        db.sql("INSERT INTO m VALUES (1)");

        assertThat(down(1, db)).isEmpty();
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "DO 'BEGIN DELETE FROM m; END'",
                "DO 'BEGIN TRUNCATE m; END'",
                "DO 'BEGIN INSERT INTO m VALUES (1); END'",
                "CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS 'UPDATE m SET id = 0'; SELECT f()",
            })
    void aFileThatIsAppliedAgainHarmsNoRowThatCameBack(String harm, TestDatabase db) {
        String made = "-- file: 0001_m.sql\nCREATE TABLE m (id int);\n";
        db.migrations(made + harm + ";\n-- file: 0001_m.down.sql\nDROP TABLE m;\n");
        db.apply();
        db.sql("INSERT INTO m VALUES (9)");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        StatementFailedException failed = catchThrowableOfType(StatementFailedException.class, db::apply);

        assertThat(failed.report().failure().message())
                .contains(
                        "public.m came back from quarantine with its rows: this statement would change, delete or add");
        assertThat(failed.report().failure().next()).contains("bellows quarantine purge 0001");
        assertThat(db.bellows().quarantined()).singleElement().satisfies(kept -> assertThat(kept.rows())
                .isPositive());
    }

    @PostgresTest
    void aTruncateOfATableThatCameBackIsLeftOut(TestDatabase db) {
        db.migrations("""
                -- file: 0001_m.sql
                CREATE TABLE m (id int);
                TRUNCATE m;
                -- file: 0001_m.down.sql
                DROP TABLE m;
                """);
        db.apply();
        db.sql("INSERT INTO m VALUES (9)");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        Notices notices = new Notices();
        notices.on(db).applyWithoutLease();

        assertThat(db.value("SELECT id FROM m")).isEqualTo("9");
        assertThat(notices.said()).anyMatch(said -> said.contains("left out") && said.contains("TRUNCATE"));
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"", " DEFERRABLE INITIALLY DEFERRED"})
    void keysOfColumnsThatComeBackTogetherAreEachLookedAtWhenAllValuesAreThere(String deferred, TestDatabase db) {
        db.migrations("-- file: 0001_t.sql\nCREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1), (2);"
                + " CREATE TABLE t (id int PRIMARY KEY, pid int REFERENCES p" + deferred
                + ", qid int CONSTRAINT q REFERENCES p, u int); INSERT INTO t VALUES (1, 1, 1, 10), (2, 2, 1, 20);\n");
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN pid;
                ALTER TABLE t DROP COLUMN qid;
                ALTER TABLE t DROP COLUMN u;
                """);
        db.applyAttested();
        db.sql("DELETE FROM p WHERE id = 2");

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(db.query("SELECT pid, qid, u FROM t ORDER BY id"))
                .containsExactly(List.of("1", "1", "10"), List.of("2", "1", "20"));
        assertThat(db.value("SELECT convalidated FROM pg_constraint WHERE conname = 'q'"))
                .isEqualTo("t");
    }
}
