package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given a contract, when its down asks, then all that will not be as it was has been said, and nothing that will. */
class ToldFirstTest {
    private final Notices notices = new Notices();

    private void contract(String up, String contract, String down, TestDatabase db) {
        db.migrations("-- file: 0001_made.sql\n" + up + ";\n");
        db.apply();
        db.migrations("-- file: 0002_dropped.sql\n-- bellows:phase contract\n" + contract + ";\n"
                + (down.isEmpty() ? "" : "-- file: 0002_dropped.down.sql\n" + down + ";\n"));
        db.applyAttested();
    }

    /** What was said before the question; what the run says after it is said here. */
    private List<String> down(TestDatabase db) {
        List<String> before = new ArrayList<>();
        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> {
            before.addAll(notices.said());
            return true;
        });
        assertThat(notices.said()).as("nothing was left to be said afterwards").isEqualTo(before);
        return before;
    }

    @ParameterizedTest(name = "{0}; meanwhile {1}: {2}")
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "size int NOT NULL | INSERT INTO t VALUES (2) | column \"size\" of relation \"t\" contains null values",
                "size int | INSERT INTO t VALUES (2) | values of 1 row that was inserted since",
                "size int | DELETE FROM t | 1 value whose row was deleted since",
                "size int REFERENCES r | DELETE FROM r | rows refer to others that are not there",
                "size int UNIQUE | CREATE TABLE t_size_key () | t_size_key\" already exists",
            })
    void aColumnsLacksAreKnownBeforeItIsBack(String column, String meanwhile, String told, TestDatabase db) {
        contract(
                "CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r VALUES (7);"
                        + " CREATE TABLE t (id int PRIMARY KEY, " + column + "); INSERT INTO t VALUES (1, 7)",
                "ALTER TABLE t DROP COLUMN size",
                "ALTER TABLE t ADD COLUMN size int",
                db);
        db.sql(meanwhile);

        assertThat(down(db)).anyMatch(said -> said.contains(told));
    }

    @PostgresTest
    void rowsOfATableThatWillNotFitAreKnownBeforeItIsBack(TestDatabase db) {
        contract(
                "CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r VALUES (7);"
                        + " CREATE TABLE t (id int PRIMARY KEY REFERENCES r); INSERT INTO t VALUES (7)",
                "DROP TABLE t",
                "",
                db);
        db.sql("DELETE FROM r");

        assertThat(down(db)).anyMatch(said -> said.contains("rows refer to others that are not there"));
    }

    @PostgresTest
    void whatTheFileMakesLaterIsNotMissing(TestDatabase db) {
        String function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
        String trigger = "CREATE TRIGGER on_t BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()";
        contract(
                "CREATE TABLE t (id int PRIMARY KEY, size int); CREATE SCHEMA s; " + function + "; " + trigger
                        + "; COMMENT ON TRIGGER on_t ON t IS 'mine'",
                "DROP TABLE t; DROP FUNCTION f()",
                "CREATE TABLE t (); " + function,
                db);

        assertThat(down(db)).noneMatch(said -> said.contains("on_t"));
        assertThat(db.value("SELECT obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgname = 'on_t'"))
                .isEqualTo("mine");
    }

    @PostgresTest
    void aColumnThatIsInItsPlaceIsNotCalledTheLast(TestDatabase db) {
        contract(
                "CREATE TABLE t (id int PRIMARY KEY, size int, note text)",
                "ALTER TABLE t DROP COLUMN size",
                "ALTER TABLE t ADD COLUMN size int; ALTER TABLE t DROP COLUMN note; ALTER TABLE t ADD COLUMN note text",
                db);

        assertThat(down(db)).noneMatch(said -> said.contains("comes last"));
        assertThat(db.columns("t")).containsExactly("id", "size", "note");
    }

    @PostgresTest
    void anIdentityHasItsSequenceWhateverTheFileCallsIt(TestDatabase db) {
        contract(
                "CREATE TABLE old (id int, size int GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (id));"
                        + " INSERT INTO old VALUES (1), (2); ALTER TABLE old RENAME TO t;"
                        + " COMMENT ON SEQUENCE old_size_seq IS 'mine'",
                "ALTER TABLE t DROP COLUMN size",
                "ALTER TABLE t ADD COLUMN size int GENERATED ALWAYS AS IDENTITY",
                db);

        assertThat(down(db)).noneMatch(said -> said.contains("sequence") || said.contains("identity"));
        assertThat(db.value("SELECT obj_description(pg_get_serial_sequence('t', 'size')::regclass)"))
                .isEqualTo("mine");
        assertThat(db.value("INSERT INTO t (id) VALUES (3) RETURNING size")).isEqualTo("3");
    }

    @PostgresTest
    void aStrangersSequenceOfThatNameStaysAsItIs(TestDatabase db) {
        contract(
                "CREATE TABLE t (id int PRIMARY KEY, size int GENERATED ALWAYS AS IDENTITY); INSERT INTO t VALUES (1), (2)",
                "ALTER TABLE t DROP COLUMN size",
                "ALTER TABLE t ADD COLUMN size int GENERATED ALWAYS AS IDENTITY",
                db);
        db.sql("CREATE SEQUENCE t_size_seq START 50");

        down(db);

        assertThat(db.value("SELECT nextval('t_size_seq')")).isEqualTo("50");
        assertThat(db.value("INSERT INTO t (id) VALUES (3) RETURNING size")).isEqualTo("3");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "DO 'BEGIN CREATE TABLE t (id int); END'",
                "CREATE TABLE t0 (id int); ALTER TABLE t0 RENAME TO t",
            })
    void whatTheFileMakesInAnotherWayLeavesTheOldOneWaiting(String down, TestDatabase db) {
        contract("CREATE TABLE t (id int); INSERT INTO t VALUES (1)", "DROP TABLE t", down, db);

        assertThat(down(db))
                .anyMatch(said -> said.startsWith("public.t, which 0002 dropped, does not come back by itself"));
    }
}
