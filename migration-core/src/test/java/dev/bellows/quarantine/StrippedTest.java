package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Restoration;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Given a file that takes things off a table by name before it drops it, when the table comes back, then it has them again. */
class StrippedTest {
    private static final String MAKE = """
            CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TABLE customers (id int PRIMARY KEY);
            INSERT INTO customers VALUES (1);
            CREATE TABLE "Old Orders" (
                id int CONSTRAINT "the key" PRIMARY KEY,
                customer int CONSTRAINT theirs REFERENCES customers ON DELETE CASCADE,
                n int NOT NULL DEFAULT 3,
                "e mail" text CONSTRAINT mail UNIQUE,
                CONSTRAINT positive CHECK (id > 0)
            );
            CREATE INDEX by_n ON "Old Orders" (n);
            COMMENT ON INDEX by_n IS 'why';
            CREATE TRIGGER t BEFORE INSERT ON "Old Orders" FOR EACH ROW EXECUTE FUNCTION nothing();
            CREATE RULE r AS ON DELETE TO "Old Orders" WHERE OLD.id = 7 DO INSTEAD NOTHING;
            CREATE POLICY p ON "Old Orders" USING (id > 0);
            INSERT INTO "Old Orders" VALUES (1, 1, 2, 'a@b.c');
            """;
    private static final String DROP = """
            ALTER TABLE "Old Orders" DROP CONSTRAINT theirs;
            ALTER TABLE "Old Orders" DROP CONSTRAINT positive, ALTER n DROP DEFAULT, ALTER COLUMN n DROP NOT NULL;
            DROP INDEX IF EXISTS by_n, never_there;
            DROP TRIGGER t ON "Old Orders";
            DROP RULE r ON "Old Orders";
            DROP POLICY p ON "Old Orders";
            ALTER TABLE "Old Orders" DROP CONSTRAINT mail, DROP CONSTRAINT IF EXISTS "the key";
            """;

    private final Notices notices = new Notices();

    @PostgresTest
    void whereAnExpandIsAppliedAgainItIsAsItWas(TestDatabase db) {
        db.migrations("-- file: 0001_first.sql\nSELECT 1;\n");
        db.apply();
        db.migrations("-- file: 0002_orders.sql\n" + MAKE + "-- file: 0002_orders.down.sql\n" + DROP
                + "DROP TABLE \"Old Orders\";\nDROP TABLE customers;\nDROP FUNCTION nothing();\n");
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());
        notices.on(db).applyWithoutLease();

        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(notices.said()).noneMatch(said -> said.contains("not as it was"));
        assertThat(db.query("SELECT * FROM \"Old Orders\"")).containsExactly(List.of("1", "1", "2", "a@b.c"));
    }

    @PostgresTest
    void aRestoreBringsThemToo(TestDatabase db) {
        db.migrations("-- file: 0001_orders.sql\n" + MAKE);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + DROP + "DROP TABLE \"Old Orders\";\n");
        db.applyAttested();

        List<Restoration> restored = db.bellows().restore("0002");

        assertThat(restored).singleElement().satisfies(each -> assertThat(each.missing())
                .isEmpty());
        assertThat(Picture.of(db)).isEqualTo(before);
    }

    @PostgresTest
    void whatThePartitionsHadOfItComesToo(TestDatabase db) {
        db.migrations("-- file: 0001_first.sql\nSELECT 1;\n");
        db.apply();
        db.migrations("""
                -- file: 0002_p.sql
                CREATE TABLE p (id int CONSTRAINT k PRIMARY KEY, n int, m int, CONSTRAINT u UNIQUE (id, n)) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id);
                CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (0) TO (5);
                CREATE INDEX by_m ON p (m);
                COMMENT ON INDEX p11_m_idx IS 'why';
                INSERT INTO p VALUES (1, 2, 3);
                -- file: 0002_p.down.sql
                DROP INDEX by_m;
                ALTER TABLE p DROP CONSTRAINT k, DROP CONSTRAINT u;
                DROP TABLE p;
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());
        notices.on(db).applyWithoutLease();

        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(notices.said()).noneMatch(said -> said.contains("not as it was"));
    }

    @PostgresTest
    void itsPlacesComeBackToo(TestDatabase db) {
        db.migrations("""
                -- file: 0001_places.sql
                CREATE TABLE r (id int PRIMARY KEY);
                CREATE TABLE p (id int, r int REFERENCES r) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                CREATE TABLE t (id int PRIMARY KEY);
                ALTER TABLE t CLUSTER ON t_pkey;
                CREATE PUBLICATION p_of_t FOR TABLE t, r;
                INSERT INTO r VALUES (1);
                INSERT INTO p VALUES (1, 1);
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE p DETACH PARTITION p1;
                DROP TABLE p1;
                ALTER PUBLICATION p_of_t DROP TABLE t;
                ALTER TABLE t SET WITHOUT CLUSTER;
                DROP TABLE t;
                """);
        db.applyAttested();

        List<Restoration> restored = db.bellows().restore("0002");

        assertThat(restored).flatExtracting(Restoration::missing).isEmpty();
        assertThat(db.value("SELECT count(*) FROM pg_constraint WHERE conrelid = 'p1'::regclass AND contype = 'f'"))
                .isEqualTo("1");
        assertThat(Picture.of(db)).isEqualTo(before);
    }

    @PostgresTest
    void anHeirIsOneAgainAndWhatItHadFromItsParentIsToldToBeItsOwn(TestDatabase db) {
        db.migrations(
                "-- file: 0001_heirs.sql\nCREATE TABLE parent (id int);\nCREATE TABLE heir (n int) INHERITS (parent);\n");
        db.apply();
        db.migrations(
                "-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE heir NO INHERIT parent;\nDROP TABLE heir;\n");
        db.applyAttested();
        assertThat(db.bellows().quarantined().get(0).lost())
                .containsExactly("which of its columns and constraints it has from parent: they are its own as well");

        db.bellows().restore("heir");

        assertThat(db.value("SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = 'heir'::regclass"))
                .isEqualTo("parent");
    }

    /** What was made again in other words is no reason to do without the rest. */
    @PostgresTest
    void whatTheDownFileOfAContractMakesItselfIsNotMadeTwice(TestDatabase db) {
        db.migrations("-- file: 0001_orders.sql\n" + MAKE);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + DROP + """
                DROP TABLE "Old Orders";
                -- file: 0002_drop.down.sql
                CREATE TABLE "Old Orders" (id int PRIMARY KEY, customer int, n int, "e mail" text UNIQUE);
                ALTER TABLE "Old Orders" ADD CONSTRAINT positive CHECK (id > 0);
                CREATE INDEX by_n ON "Old Orders" (n);
                CREATE TRIGGER t BEFORE INSERT ON "Old Orders" FOR EACH ROW EXECUTE FUNCTION nothing();
                """);
        db.applyAttested();

        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(Picture.of(db)).isEqualTo(before);
    }

    @PostgresTest
    void whereSequencesStandIsNotForgotten(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (INCREMENT 5), n int DEFAULT 1);
                CREATE TABLE a (id serial PRIMARY KEY, x int);
                CREATE SEQUENCE alone START 7;
                INSERT INTO t (n) VALUES (1), (2);
                INSERT INTO a (x) VALUES (1), (2);
                SELECT nextval('alone');
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t ALTER n DROP DEFAULT, ALTER id DROP IDENTITY;
                DROP TABLE t;
                ALTER TABLE a ALTER id DROP DEFAULT;
                DROP SEQUENCE a_id_seq, alone;
                DROP TABLE a;
                -- file: 0002_drop.down.sql
                CREATE TABLE t (id int, n int);
                CREATE SEQUENCE a_id_seq;
                CREATE TABLE a (id int PRIMARY KEY, x int);
                CREATE SEQUENCE alone;
                """);
        db.applyAttested();

        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.value("INSERT INTO t (n) VALUES (3) RETURNING id")).isEqualTo("11");
        assertThat(db.value("INSERT INTO a (x) VALUES (3) RETURNING id")).isEqualTo("3");
        assertThat(db.value("SELECT nextval('alone')")).isEqualTo("8");
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void keysThatGoWithAConstraintAndAPlaceAmongHeirsComeBack(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE parent (x int);
                CREATE TABLE t (id int PRIMARY KEY, x int) INHERITS (parent);
                CREATE TABLE k (id int PRIMARY KEY, tid int REFERENCES t);
                INSERT INTO t VALUES (1, 1);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;
                ALTER TABLE t NO INHERIT parent;
                DROP TABLE t;
                """);
        db.applyAttested();

        assertThat(db.bellows().restore("0002")).singleElement().satisfies(each -> assertThat(each.missing())
                .isEmpty());
        assertThat(db.value("SELECT count(*) FROM parent")).isEqualTo("1");
        assertThat(db.value("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"))
                .isEqualTo("FOREIGN KEY (tid) REFERENCES t(id)");
    }

    @PostgresTest
    void aColumnHasAgainWhatTheFileTookOffItFirst(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE r (id int PRIMARY KEY);
                INSERT INTO r VALUES (1);
                CREATE TABLE t (id int PRIMARY KEY, y int DEFAULT 5, x int NOT NULL DEFAULT 1 CONSTRAINT xc CHECK (x > 0) CONSTRAINT xf REFERENCES r);
                CREATE INDEX xi ON t (y, x);
                INSERT INTO t VALUES (1, 2, 1);
                """);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t ALTER x DROP DEFAULT, ALTER x DROP NOT NULL;
                ALTER TABLE t DROP CONSTRAINT xc, DROP CONSTRAINT xf;
                DROP INDEX xi;
                ALTER TABLE t DROP COLUMN x;
                -- file: 0002_drop.down.sql
                ALTER TABLE t ADD x int;
                """);
        db.applyAttested();

        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(Picture.of(db)).isEqualTo(before);
        db.applyAttested();
        assertThat(db.bellows().restore("0002")).singleElement().satisfies(each -> assertThat(each.missing())
                .isEmpty());
        assertThat(Picture.of(db)).isEqualTo(before);
    }
}
