package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;

/** Given what waits, when a migration's other direction runs and leaves it there or leaves statements out, then it says so. */
class LeftWaitingTest {
    private static final String MADE = """
            -- file: 0001_made.sql
            CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 2);
            CREATE TABLE u (id int); INSERT INTO u VALUES (3);
            """;

    private final Notices notices = new Notices();

    private void down(TestDatabase db) {
        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> true);
    }

    @PostgresTest
    void statementsThatWouldChangeTheRowsOfATableThatCameBackAreTold(TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                DROP TABLE u;
                -- file: 0002_drop.down.sql
                CREATE TABLE u (id int);
                INSERT INTO u VALUES (100);
                UPDATE public.u SET id = id + 1;
                """);
        db.applyAttested();

        down(db);

        assertThat(notices.said())
                .containsExactly(
                        "0002_drop.down.sql:2: left out, as its table comes back with its rows: INSERT on public.u",
                        "0002_drop.down.sql:3: left out, as its table comes back with its rows: UPDATE on public.u",
                        "public.u comes back from quarantine");
        assertThat(db.query("SELECT * FROM u")).containsExactly(List.of("3"));
    }

    @PostgresTest
    void aDownThatDoesNotMakeAgainWhatWaitsSaysHowToGetAtIt(TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                DROP TABLE u;
                ALTER TABLE t DROP COLUMN a;
                -- file: 0002_drop.down.sql
                ALTER TABLE t ADD COLUMN a int;
                """);
        db.applyAttested();
        Kept u = db.bellows().quarantined().get(0);

        down(db);

        assertThat(notices.said())
                .endsWith(
                        "public.u, which 0002 dropped, does not come back by itself: no statement of 0002_drop.down.sql makes"
                                + " it; to read it: SELECT * FROM " + u.place()
                                + "; to bring it back: bellows quarantine restore " + u.name());
        assertThat(db.query("SELECT * FROM " + u.place())).containsExactly(List.of("3"));
        db.bellows().restore(u.name());
        assertThat(db.query("SELECT * FROM t, u")).containsExactly(List.of("1", "2", "3"));
    }

    @PostgresTest
    void anExpandThatWasChangedSinceItsDownSaysThatItsDataWaits(TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        db.migrations("""
                -- file: 0002_add.sql
                ALTER TABLE t ADD COLUMN b int;
                -- file: 0002_add.down.sql
                ALTER TABLE t DROP COLUMN b;
                """);
        db.apply();
        db.sql("UPDATE t SET b = 5");
        down(db);
        db.migrations("-- file: 0002_add.sql\nALTER TABLE t ADD COLUMN b bigint;\n");
        Kept b = db.bellows().quarantined().get(0);
        String said =
                "public.t.b, which the down of 0002 dropped, does not come back by itself: the file was changed since; to read"
                        + " it: SELECT * FROM " + b.place() + "; to bring it back: bellows quarantine restore "
                        + b.name();

        assertThat(db.bellows().plan().notices()).containsExactly(said);
        notices.on(db).applyWithoutLease();

        assertThat(notices.said()).endsWith(said);
        assertThat(db.query("SELECT b FROM " + b.place())).containsExactly(List.of("5"));
    }

    @PostgresTest
    void whatSomebodyDroppedWhereItWaitedIsToldAndTheDownDoesWithoutIt(TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nDROP TABLE u;\n");
        db.applyAttested();
        String place = db.bellows().quarantined().get(0).place();
        db.sql("DROP TABLE " + place);

        assertThatThrownBy(() -> down(db))
                .hasMessageContaining(
                        "it has no down file, and somebody has dropped " + place + ", where public.u waited");
        db.migrations("-- file: 0002_drop.down.sql\nCREATE TABLE u (id int);\n");
        down(db);

        assertThat(notices.said())
                .containsExactly("public.u, which 0002 dropped, does not come back: somebody has dropped " + place
                        + ", where it waited");
        assertThat(db.value("SELECT count(*) FROM u")).isEqualTo("0");
    }
}
