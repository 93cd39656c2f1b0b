package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.Kept;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;

/** Given what waits, and what people have made of it since, when it is purged, then nothing goes that was not named. */
class PurgeTest {
    private final Notices notices = new Notices();

    private static void given(TestDatabase db, String drop) {
        db.migrations("""
                -- file: 0001_made.sql
                CREATE TABLE k (id int PRIMARY KEY, a int); INSERT INTO k VALUES (1, 10), (2, NULL);
                CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10); INSERT INTO p VALUES (3);
                """);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + drop + "\n");
        db.applyAttested();
    }

    @PostgresTest
    void whatWasRenamedInItsPlaceIsOnlyTakenOffTheList(TestDatabase db) {
        given(db, "DROP TABLE k;");
        db.sql("ALTER TABLE bellows_q_2.k RENAME TO k_saved");
        assertThat(db.bellows().quarantined()).extracting(Kept::gone).containsExactly(true);

        notices.on(db).purge("bellows_q_2");

        assertThat(notices.said())
                .containsExactly(
                        "public.k is only taken off the list; in bellows_q_2 stays, for you to use or to drop: "
                                + "table bellows_q_2.k_saved");
        assertThat(db.value("SELECT count(*) FROM bellows_q_2.k_saved")).isEqualTo("2");
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void whatWasMovedOutLeavesNoSchema(TestDatabase db) {
        given(db, "DROP TABLE k;");
        db.sql("ALTER TABLE bellows_q_2.k SET SCHEMA public");

        notices.on(db).purge("k");

        assertThat(notices.said()).isEmpty();
        assertThat(db.value("SELECT to_regnamespace('bellows_q_2')")).isNull();
        assertThat(db.value("SELECT count(*) FROM k")).isEqualTo("2");
    }

    private static void refuses(TestDatabase db, String waits, String made, String named) {
        given(db, waits);
        db.sql(made);

        for (boolean dry : new boolean[] {true, false}) {
            RefusedException e = catchThrowableOfType(RefusedException.class, () -> {
                if (dry) {
                    db.bellows().tryPurge("bellows_q_2");
                } else {
                    db.bellows().purge("bellows_q_2");
                }
            });
            assertThat(e.report().refusals()).singleElement().satisfies(refusal -> {
                assertThat(refusal.code()).isEqualTo("cannot-purge");
                assertThat(refusal.cause()).endsWith(" would go along: " + named);
                assertThat(refusal.next()).endsWith("run again: bellows quarantine purge bellows_q_2");
            });
        }
        assertThat(db.bellows().quarantined()).extracting(Kept::gone).containsExactly(false);
        assertThat(db.ledger()).endsWith("applied 0002 1/1");
    }

    @PostgresTest
    void viewsOfItStay(TestDatabase db) {
        refuses(
                db,
                "DROP TABLE k;",
                "CREATE VIEW v AS SELECT * FROM bellows_q_2.k; CREATE MATERIALIZED VIEW m AS SELECT a FROM bellows_q_2.k;"
                        + " CREATE VIEW of_v AS SELECT * FROM v",
                "materialized view public.m, view public.v");
        assertThat(db.value("SELECT count(*) FROM of_v")).isEqualTo("2");

        db.sql("DROP VIEW v CASCADE; DROP MATERIALIZED VIEW m");
        assertThat(db.bellows().purge("k")).hasSize(1);
        assertThat(db.value("SELECT to_regnamespace('bellows_q_2')")).isNull();
    }

    @PostgresTest
    void heirsAndTheirRowsStay(TestDatabase db) {
        refuses(
                db,
                "DROP TABLE k;",
                "CREATE TABLE heir () INHERITS (bellows_q_2.k); INSERT INTO heir VALUES (7, 7)",
                "table public.heir");
        assertThat(db.value("SELECT count(*) FROM heir")).isEqualTo("1");
    }

    @PostgresTest
    void partitionsThatWereAttachedSinceStay(TestDatabase db) {
        refuses(
                db,
                "DROP TABLE p;",
                "CREATE TABLE p_2 PARTITION OF bellows_q_2.p FOR VALUES FROM (10) TO (20); INSERT INTO p_2 VALUES (11)",
                "table public.p_2");
        db.sql("ALTER TABLE bellows_q_2.p DETACH PARTITION p_2");

        assertThat(db.bellows().purge("p")).hasSize(1);
        assertThat(db.value("SELECT count(*) FROM p_2")).isEqualTo("1");
        assertThat(db.value("SELECT to_regnamespace('bellows_q_2')")).isNull();
    }

    @PostgresTest
    void foreignKeysStay(TestDatabase db) {
        refuses(
                db,
                "DROP TABLE k;",
                "CREATE TABLE audit (k int REFERENCES bellows_q_2.k)",
                "table constraint audit_k_fkey on public.audit");
    }

    @PostgresTest
    void whatStandsBesideACopyStays(TestDatabase db) {
        refuses(
                db,
                "ALTER TABLE k DROP COLUMN a;",
                "CREATE TABLE bellows_q_2.mine (id int); CREATE FUNCTION bellows_q_2.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "function bellows_q_2.f(), table bellows_q_2.mine");
    }

    @PostgresTest
    void whatIsMadeOfAColumnUnderAnotherNameStays(TestDatabase db) {
        refuses(
                db,
                "-- bellows:quarantine rename\nALTER TABLE k DROP COLUMN a;",
                "CREATE VIEW v AS SELECT bellows_q_2_a FROM k",
                "view public.v");
    }

    @PostgresTest
    void ofWhatIsOldTheRestGoes(TestDatabase db) {
        given(db, "DROP TABLE k; DROP TABLE p;");
        db.sql("CREATE VIEW v AS SELECT * FROM bellows_q_2.k");

        RefusedException dry = catchThrowableOfType(
                RefusedException.class, () -> notices.on(db).tryPurge(Duration.ZERO));
        assertThat(notices.said()).containsExactly("this would go for good: public.p");
        assertThat(db.bellows().quarantined()).hasSize(2);
        RefusedException e =
                catchThrowableOfType(RefusedException.class, () -> db.bellows().purge(Duration.ZERO, kept -> {
                    assertThat(kept).extracting(Kept::object).containsExactly("public.p");
                    return true;
                }));

        assertThat(e.report().refusals()).isEqualTo(dry.report().refusals());
        assertThat(db.bellows().quarantined()).extracting(Kept::object).containsExactly("public.k");
        assertThat(db.value("SELECT count(*) FROM v")).isEqualTo("2");
    }

    /** Its rows are another one's type. */
    @PostgresTest
    void whatAnotherOneNeedsGoesAfterIt(TestDatabase db) {
        given(db, "DROP TABLE k; DROP TABLE p;");
        db.sql("ALTER TABLE bellows_q_2_2.p ADD COLUMN k bellows_q_2.k");

        assertThat(db.bellows().purge(Duration.ZERO)).hasSize(2);

        assertThat(db.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bellows\\_q%'"))
                .isEqualTo("0");
    }
}
