package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given what waits, when something stands in its way back or out, then that is named with the way on, and nothing of it is harmed. */
class WaysOnTest {
    private static final String COLUMN = "CREATE TABLE t (id int PRIMARY KEY, b int); INSERT INTO t VALUES (1, 7)";
    private static final String PARTITION =
            "CREATE TABLE p (id int, b int) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);"
                    + " INSERT INTO p VALUES (1, 7)";

    private final Notices notices = new Notices();

    private static void contract(String up, String contract, TestDatabase db) {
        db.migrations("-- file: 0001_made.sql\n" + up + ";\n");
        db.apply();
        db.migrations("-- file: 0002_dropped.sql\n-- bellows:phase contract\n" + contract + ";\n");
        db.applyAttested();
    }

    private static Refusal refused(TestDatabase db, String what) {
        RefusedException e =
                catchThrowableOfType(RefusedException.class, () -> db.bellows().restore(what));
        assertThat(e).isNotNull();
        return e.report().refusals().get(0);
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({"2", "002", "00002"})
    void versionsAreCompared(String version, TestDatabase db) {
        contract(COLUMN, "ALTER TABLE t DROP COLUMN b", db);

        db.bellows().restore(version);

        assertThat(db.query("SELECT * FROM t")).containsExactly(List.of("1", "7"));
    }

    @PostgresTest
    void aPartitionWhoseTableGotAColumnGetsItWhereItWaits(TestDatabase db) {
        contract(PARTITION, "DROP TABLE p1", db);
        db.sql("ALTER TABLE p ADD COLUMN c int");

        assertThat(refused(db, "p1").next())
                .contains("the table that it is a part of has other columns by now: give it the same where it waits")
                .contains("ALTER TABLE \"bellows_q_2\".p1 ADD COLUMN");
        db.sql("ALTER TABLE bellows_q_2.p1 ADD COLUMN c int");
        db.bellows().restore("p1");

        assertThat(db.query("SELECT id, b FROM p")).containsExactly(List.of("1", "7"));
    }

    @PostgresTest
    void aColumnThatHoldsRowsOfATableWhichWaitsNamesThat(TestDatabase db) {
        contract(
                "CREATE TABLE t (id int); CREATE TABLE u (id int PRIMARY KEY, r t); INSERT INTO u VALUES (1, ROW(7))",
                "ALTER TABLE u DROP COLUMN r; DROP TABLE t",
                db);

        assertThat(refused(db, "u.r").next())
                .contains("bring back public.t first: bellows quarantine restore bellows_q_2_2");
        db.bellows().restore("bellows_q_2_2");
        db.bellows().restore("u.r");

        assertThat(db.value("SELECT (r).id FROM u")).isEqualTo("7");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE VIEW mine AS SELECT * FROM bellows_q_2.t | view public.mine | DROP VIEW mine",
                "CREATE TABLE bellows_q_2.mine () | table bellows_q_2.mine | DROP TABLE bellows_q_2.mine",
            })
    void whatOthersMadeOfACopyStays(String makes, String named, String drops, TestDatabase db) {
        contract(COLUMN, "ALTER TABLE t DROP COLUMN b", db);
        db.sql(makes);

        assertThat(refused(db, "t.b").cause()).contains(named);
        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .hasMessageContaining("to bring back public.t.b")
                .hasMessageContaining(named);
        db.sql(drops);
        db.bellows().restore("t.b");

        assertThat(db.query("SELECT * FROM t")).containsExactly(List.of("1", "7"));
        assertThat(db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'bellows_q_2'"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({"serial", "int GENERATED ALWAYS AS IDENTITY", "own"})
    void whatAColumnNeedsIsNobodyElses(String type, TestDatabase db) {
        contract(
                "CREATE DOMAIN own AS int DEFAULT 7; CREATE TABLE t (id int PRIMARY KEY, b " + type
                        + "); INSERT INTO t VALUES (1)",
                "ALTER TABLE t DROP COLUMN b",
                db);

        db.bellows().purge("t.b", kept -> true);

        assertThat(db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'bellows_q_2'"))
                .isEqualTo("0");
    }

    @PostgresTest
    void whoDoesNotPurgeHearsWhatWouldHaveStayed(TestDatabase db) {
        contract("CREATE TABLE t (id int); CREATE TABLE u (id int)", "DROP TABLE t; DROP TABLE u", db);
        db.sql("CREATE VIEW v AS SELECT * FROM bellows_q_2.t");

        notices.on(db).purge(Duration.ZERO, kept -> false);

        assertThat(notices.said())
                .singleElement()
                .asString()
                .startsWith("would have stayed: public.t: ")
                .endsWith(" view public.v");
        assertThat(db.bellows().quarantined()).hasSize(2);
    }
}
