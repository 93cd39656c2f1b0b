package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Restoration;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Given a migration that drops a table and more with CASCADE, when it runs, then the table that waits loses nothing by that. */
class CascadeTest {
    private static Map<String, Set<String>> made(TestDatabase db, String made) {
        db.migrations("-- file: 0001_made.sql\n" + made + ";\n");
        db.apply();
        return Picture.of(db);
    }

    private static void contract(TestDatabase db, String drops) {
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + drops + ";\n");
        db.applyAttested();
    }

    @PostgresTest
    void whatOnlyTheTableNeedsWaitsWithIt(TestDatabase db) {
        Map<String, Set<String>> before = made(
                db,
                "CREATE EXTENSION btree_gist; CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                        + " CREATE TABLE t (id int DEFAULT one(), EXCLUDE USING gist (id WITH =)); INSERT INTO t VALUES (5)");

        contract(db, "DROP TABLE t;\nDROP FUNCTION one CASCADE;\nDROP EXTENSION btree_gist CASCADE");

        assertThat(db.bellows().quarantined())
                .extracting(Kept::object)
                .containsExactlyInAnyOrder("public.t", "function public.one()", "extension btree_gist");
        db.bellows().restore("0002");
        assertThat(Picture.of(db)).isEqualTo(before);
    }

    @PostgresTest
    void whatSomethingElseNeedsTooIsRefusedWithItsName(TestDatabase db) {
        made(
                db,
                "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id int DEFAULT one());"
                        + " CREATE TABLE u (id int DEFAULT one())");

        assertThatThrownBy(() -> contract(db, "DROP TABLE t;\nDROP FUNCTION one CASCADE"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "function public.one() is kept, as what waits in quarantine needs it: CASCADE would lose that")
                .hasMessageContaining(
                        "leave CASCADE out, and drop by name before what else needs it: default value for public.u.id");
        assertThat(db.query("SELECT FROM t")).isEmpty();
    }

    @PostgresTest
    void withoutCascadeThatIsPostgresqlsToRefuse(TestDatabase db) {
        made(
                db,
                "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id int DEFAULT one());"
                        + " CREATE TABLE u (id int DEFAULT one())");

        assertThatThrownBy(() -> contract(db, "DROP TABLE t;\nDROP FUNCTION one()"))
                .isInstanceOf(StatementFailedException.class)
                .hasStackTraceContaining("default value for column id of table u depends on function one()");
    }

    @PostgresTest
    void aSchemaDoesNotTakeWhatTheTableNeeds(TestDatabase db) {
        made(
                db,
                "CREATE SCHEMA s; CREATE FUNCTION s.one() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                        + " CREATE TABLE s.t (id int DEFAULT s.one())");

        assertThatThrownBy(() -> contract(db, "DROP TABLE s.t;\nDROP SCHEMA s CASCADE"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("default value for bellows_q_2.t.id, which waits in quarantine, would go")
                .hasMessageContaining("name what is to go, without CASCADE");
        db.migrations(
                "-- file: 0002_drop.sql\n-- bellows:phase contract\nDROP TABLE s.t;\nDROP FUNCTION s.one;\nDROP SCHEMA s CASCADE;\n");
        db.applyAttested();
        assertThat(db.bellows().quarantined())
                .extracting(Kept::object)
                .containsExactlyInAnyOrder("s.t", "function s.one()");
    }

    @PostgresTest
    void whatWentAlongIsToldOfARestore(TestDatabase db) {
        made(
                db,
                "CREATE TABLE t (id int PRIMARY KEY, name text); CREATE VIEW v AS SELECT id, name, count(*) FROM t GROUP BY id;"
                        + " CREATE VIEW w AS SELECT 1 AS one; CREATE VIEW x AS SELECT one FROM w");

        contract(db, "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;\nDROP VIEW w CASCADE;\nDROP TABLE t");

        List<Restoration> restored = db.bellows().restore("t");
        assertThat(restored).singleElement().satisfies(each -> assertThat(each.missing())
                .containsExactly(
                        "view public.v, which CASCADE took along in line 2 of 0002",
                        "view w, dropped by its name in line 3 of 0002",
                        "view public.x, which CASCADE took along in line 3 of 0002"));
    }

    @PostgresTest
    void aSequenceThatADefaultNeedsIsRefusedAndADownDoesNotLoseItEither(TestDatabase db) {
        db.migrations("-- file: 0001_first.sql\nSELECT 1;\n");
        db.apply();
        db.migrations("""
                -- file: 0002_made.sql
                CREATE SEQUENCE numbers START 1000;
                CREATE TABLE t (id int, no int DEFAULT nextval('numbers'));
                INSERT INTO t VALUES (1);
                -- file: 0002_made.down.sql
                DROP SEQUENCE numbers CASCADE;
                """);
        db.apply();

        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "sequence public.numbers is kept, as where it stands is data: CASCADE would lose that")
                .hasMessageContaining("drop by name before what else needs it: default value for public.t.no");
        assertThat(db.value("SELECT last_value FROM numbers")).isEqualTo("1000");
        db.migrations("-- file: 0003_drop.sql\n-- bellows:phase contract\nDROP SEQUENCE numbers CASCADE;\n");
        assertThat(db.bellows().attest("nothing old lives in a test").plan().notices())
                .contains(
                        "0003: statement 1 keeps it: what needs sequence public.numbers must be gone by then, else it is refused:"
                                + " default value for public.t.no");
    }

    @PostgresTest
    void whatADroppedAttributeHeldIsNotLostUnsaid(TestDatabase db) {
        made(
                db,
                "CREATE TYPE pair AS (a int, b text); CREATE TYPE unused AS (a int, b text); CREATE TABLE t (id int, p pair[]); INSERT INTO t VALUES (1, ARRAY[(1, 'x')::pair])");

        assertThatThrownBy(() -> contract(db, "ALTER TYPE pair DROP ATTRIBUTE b"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the attribute b of pair would be lost in public.t.p");
        assertThat(db.value("SELECT (p[1]).b FROM t")).isEqualTo("x");
        contract(db, "ALTER TYPE unused DROP ATTRIBUTE b");
    }

    @PostgresTest
    void aDefaultThatWentAlongIsTold(TestDatabase db) {
        made(
                db,
                "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id int); CREATE TABLE u (id int DEFAULT one())");

        contract(db, "DROP FUNCTION one CASCADE;\nDROP TABLE t");

        assertThat(db.bellows().restore("t").get(0).missing())
                .containsExactly(
                        "function one, dropped by its name in line 2 of 0002",
                        "default value for public.u.id, which CASCADE took along in line 2 of 0002");
    }
}
