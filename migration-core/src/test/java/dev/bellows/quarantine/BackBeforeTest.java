package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.Arrays;
import java.util.List;

/** Given a contract with a down file, when what it dropped is there already or comes back otherwise, then the down goes on or says why not. */
class BackBeforeTest {
    private final Notices notices = new Notices();

    private static void contract(String up, String contract, String down, TestDatabase db) {
        db.migrations("-- file: 0001_made.sql\n" + up + ";\n");
        db.apply();
        db.migrations("-- file: 0002_dropped.sql\n-- bellows:phase contract\n" + contract
                + ";\n-- file: 0002_dropped.down.sql\n" + down + ";\n");
        db.applyAttested();
    }

    private void down(TestDatabase db) {
        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> true);
    }

    @PostgresTest
    void aColumnThatPeopleBroughtBackIsLeftOutOfTheDownFile(TestDatabase db) {
        contract(
                "CREATE TABLE t (id int PRIMARY KEY, b int, c int); INSERT INTO t VALUES (1, 7, 8)",
                "ALTER TABLE t DROP COLUMN b, DROP COLUMN c",
                "ALTER TABLE t ADD COLUMN b int, ADD COLUMN c int;\nALTER TABLE t ADD COLUMN d int",
                db);
        db.bellows().restore("t.b");

        down(db);

        assertThat(notices.said().get(0))
                .startsWith("0002_dropped.down.sql:1: left out: public.t.b was brought back before (2");
        assertThat(db.query("SELECT b, c, d IS NULL FROM t")).containsExactly(List.of("7", "8", "t"));
    }

    @PostgresTest
    void aTableThatPeopleBroughtBackKeepsItsRowsAndPartitions(TestDatabase db) {
        contract(
                "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);"
                        + " INSERT INTO t VALUES (1)",
                "DROP TABLE t",
                "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);\nCREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);\n"
                        + "INSERT INTO t VALUES (2)",
                db);
        db.bellows().restore("t");

        down(db);

        assertThat(notices.said().get(0))
                .startsWith("0002_dropped.down.sql:1: left out: public.t was brought back before (2");
        assertThat(notices.said())
                .contains(
                        "0002_dropped.down.sql:3: left out, as its table comes back with its rows: INSERT on public.t");
        assertThat(db.query("SELECT id FROM t")).containsExactly(List.of("1"));
    }

    /** Whoever brings something back has to make its schema first. */
    @PostgresTest
    void soIsTheSchemaThatPeopleMadeForIt(TestDatabase db) {
        contract(
                "CREATE SCHEMA s; CREATE TABLE s.t (id int)",
                "DROP TABLE s.t; DROP SCHEMA s",
                "CREATE SCHEMA s;\nCREATE TABLE s.t (id int)",
                db);
        db.sql("CREATE SCHEMA s");
        db.bellows().restore("s.t");

        down(db);

        assertThat(notices.said()).hasSize(2).allMatch(said -> said.contains("left out: s.t was brought back before"));
    }

    @PostgresTest
    void whatPeopleBroughtBackAndDroppedIsMadeByTheFile(TestDatabase db) {
        contract("CREATE TABLE t (id int)", "DROP TABLE t", "CREATE TABLE t (id int, w int)", db);
        db.bellows().restore("t");
        db.sql("DROP TABLE t");

        down(db);

        assertThat(db.columns("t")).containsExactly("id", "w");
    }

    @PostgresTest
    void aSequenceThatComesWithItsTableIsNoErrorInADumpsForm(TestDatabase db) {
        contract(
                "CREATE TABLE t (id serial PRIMARY KEY, n text); INSERT INTO t (n) VALUES ('a')",
                "DROP TABLE t",
                """
                CREATE TABLE public.t (id integer NOT NULL, n text);
                CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
                ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
                ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
                ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id)""",
                db);

        down(db);

        assertThat(db.value("INSERT INTO t (n) VALUES ('b') RETURNING id")).isEqualTo("2");
    }

    @PostgresTest
    void aStatementThatCountsOnTheFilesTableNamesTheOneThatCameBack(TestDatabase db) {
        contract(
                "CREATE TABLE t (id int)",
                "DROP TABLE t",
                "CREATE TABLE t (id int, w int);\nCREATE VIEW v AS SELECT w FROM t",
                db);

        assertThatThrownBy(() -> down(db))
                .hasMessageContaining(
                        ":2:1: public.t has come back from quarantine (bellows_q_2) as it was, in place of the one that the file makes:"
                                + " column \"w\" does not exist")
                .hasMessageContaining("bellows quarantine restore bellows_q_2 --dry-run")
                .hasMessageContaining("bellows quarantine purge bellows_q_2");
    }

    @PostgresTest
    void aContractThatIsAppliedAgainNamesWhatStillWaits(TestDatabase db) {
        contract(
                "CREATE TABLE t (id int, a int); CREATE TABLE u (id int PRIMARY KEY, b int)",
                "DROP TABLE t; ALTER TABLE u DROP COLUMN b",
                "CREATE TABLE t (id int)",
                db);
        down(db);

        assertThatThrownBy(db::applyAttested)
                .hasMessageContaining("public.u.b waits in quarantine, as 0002 dropped it: column \"b\" of relation")
                .hasMessageContaining("bring it back first: bellows quarantine restore bellows_q_2");
        db.bellows().restore("u.b");
        db.applyAttested();

        assertThat(db.columns("u")).containsExactly("id");
    }

    /** The other way round: the down of an expand dropped it. */
    private void reverted(String up, String down, TestDatabase db) {
        db.migrations("-- file: 0001_made.sql\nCREATE TABLE t (id int PRIMARY KEY);\n");
        db.apply();
        db.migrations("-- file: 0002_more.sql\n" + up + ";\n-- file: 0002_more.down.sql\n" + down + ";\n");
        db.apply();
        db.sql("INSERT INTO t VALUES (1)");
    }

    @PostgresTest
    void whatPeopleBroughtBackAfterADownIsLeftOutWhereItsMigrationIsAppliedAgain(TestDatabase db) {
        reverted("""
                CREATE TYPE state AS ENUM ('new');
                CREATE FUNCTION short(text, int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT left($1, $2)';
                CREATE TABLE u (id int PRIMARY KEY, s state, n text CHECK (short(n, 2) <> 'no'));
                CREATE INDEX ON u (s);
                INSERT INTO u VALUES (1, 'new');
                ALTER TABLE t ADD COLUMN b int, ADD COLUMN c int
                """, "DROP TABLE u; DROP FUNCTION short(text, int); DROP TYPE state; ALTER TABLE t DROP COLUMN b", db);
        db.sql("UPDATE t SET b = 7; INSERT INTO u VALUES (2, 'new')");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        db.sql("ALTER TABLE t DROP COLUMN c");
        db.bellows().restore("0002");

        notices.on(db).applyWithoutLease();

        assertThat(notices.said())
                .filteredOn(said -> said.contains(" was brought back before (2"))
                .extracting(said -> said.replaceFirst(".*left out: (.*) was brought.*", "$1"))
                .containsExactly("type public.state", "function public.short(text,integer)", "public.u", "public.t.b");
        assertThat(db.query("SELECT b, c FROM t")).containsExactly(Arrays.asList("7", null));
        assertThat(db.query("SELECT id FROM u ORDER BY 1")).containsExactly(List.of("1"), List.of("2"));
        assertThat(db.value("SELECT count(*) FROM pg_index WHERE indrelid = 'u'::regclass"))
                .isEqualTo("2");
    }

    @PostgresTest
    void anotherTextOfTheMigrationIsNotTakenToMeanThat(TestDatabase db) {
        reverted("CREATE TABLE u (id int)", "DROP TABLE u", db);
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        db.bellows().restore("u");
        db.migrations("-- file: 0002_more.sql\nCREATE TABLE u (id int, w int);\n");

        assertThatThrownBy(db::apply).hasMessageContaining("relation \"u\" already exists");
    }
}
