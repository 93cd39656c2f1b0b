package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;

/** Given something that waits in quarantine, when the new application works, then it feels nothing of that. */
class WhileAwayTest {
    @PostgresTest
    void rowsThatKnowNothingOfAColumnUnderAnotherNameAreWelcome(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE p (id int PRIMARY KEY);
                INSERT INTO p VALUES (1);
                CREATE TABLE t (
                    id int PRIMARY KEY,
                    c int NOT NULL DEFAULT 1 CHECK (c IS NOT NULL) REFERENCES p UNIQUE,
                    EXCLUDE USING btree (c WITH =),
                    CONSTRAINT pair CHECK ((id > 100) = (c > 100))
                );
                CREATE UNIQUE INDEX expression ON t (coalesce(c, 0));
                CREATE UNIQUE INDEX partial ON t ((true)) WHERE c IS NULL;
                INSERT INTO t VALUES (1, 1);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                -- bellows:quarantine rename
                ALTER TABLE t DROP COLUMN c;
                """);
        db.applyAttested();

        db.sql("INSERT INTO t VALUES (2); INSERT INTO t VALUES (3); DELETE FROM t WHERE id = 3");
        db.sql("INSERT INTO t VALUES (4); DELETE FROM p");

        assertThat(db
                        .query(
                                "SELECT to_jsonb(t) - 'id' ->> (SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass"
                                        + " AND attname LIKE 'bellows%') FROM t WHERE id > 1")
                        .stream()
                        .flatMap(List::stream))
                .containsOnlyNulls();
        assertThat(db.bellows().restore("t.c").get(0).missing())
                .anyMatch(phrase -> phrase.startsWith("NOT NULL"))
                .anyMatch(phrase -> phrase.startsWith("the index public.expression"))
                .anyMatch(phrase -> phrase.startsWith("the index public.partial"))
                .anyMatch(phrase -> phrase.startsWith("that all rows fit the foreign key t_c_fkey"))
                .anyMatch(phrase -> phrase.startsWith("that all rows fit the constraint t_c_check"));
        assertThat(db.query("SELECT id, c FROM t WHERE c IS NOT NULL")).containsExactly(List.of("1", "1"));
    }

    @PostgresTest
    void whatOnlyAWaitingTableNamesCanGoToo(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE p (id int PRIMARY KEY);
                CREATE TABLE whole (id int, p int REFERENCES p) PARTITION BY LIST (id);
                CREATE TABLE t PARTITION OF whole FOR VALUES IN (1);
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER own BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER given AFTER INSERT ON whole FOR EACH ROW EXECUTE FUNCTION f();
                CREATE RULE r AS ON DELETE TO t DO ALSO DELETE FROM p;
                CREATE POLICY s ON t USING (p IN (SELECT id FROM p));
                INSERT INTO p VALUES (1);
                INSERT INTO whole VALUES (1, 1);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                DROP TABLE t;
                DROP TRIGGER given ON whole;
                DROP FUNCTION f;
                DROP TABLE whole;
                DROP TABLE p;
                """);

        db.applyAttested();

        assertThat(db.bellows().restore("p").get(0).missing()).isEmpty();
        assertThat(db.bellows().restore("whole").get(0).missing())
                .containsExactly("the trigger given of public.whole: function public.f() does not exist");
        assertThat(db.bellows().restore("t").get(0).missing())
                .containsExactly(
                        "function f, dropped by its name in line 4 of 0002",
                        "the trigger own of public.t: function public.f() does not exist");
        assertThat(db.query("SELECT * FROM whole")).containsExactly(List.of("1", "1"));
    }

    /** Nobody misses the NULL of a row that is not there. */
    @PostgresTest
    void aValueThatWasNullIsNotToldWhereItsRowHasGone(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE t (id int PRIMARY KEY, a int);
                INSERT INTO t VALUES (1, NULL), (2, 20), (3, NULL);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN a;
                -- file: 0002_drop.down.sql
                ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT 0;
                """);
        db.applyAttested();
        db.sql("DELETE FROM t WHERE id = 1");
        Notices some = new Notices();
        some.on(db).down(DownTarget.steps(1), (plan, losses) -> false);
        assertThat(some.said()).anyMatch(said -> said.contains("that values were NULL"));

        db.sql("DELETE FROM t WHERE id = 3");
        Notices none = new Notices();
        none.on(db).down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(none.said()).noneMatch(said -> said.contains("that values were NULL"));
        assertThat(db.query("SELECT id, a FROM t")).containsExactly(List.of("2", "20"));
    }
}
