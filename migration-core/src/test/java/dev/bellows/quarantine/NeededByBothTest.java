package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Restoration;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;

/**
 * Given things that two contracts dropped and something that needs both of them, when one comes back alone, then it says so, and
 * what needs both comes with the other one.
 */
class NeededByBothTest {
    private static final String BELONGINGS = """
            SELECT string_agg(name, ' ' ORDER BY name) FROM (SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = 't'::regclass
                UNION SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype <> 'n' AND convalidated
                UNION SELECT stxname FROM pg_statistic_ext) AS x""";

    private static final String MADE = """
            -- file: 0001_made.sql
            CREATE TABLE t (id int PRIMARY KEY, b int, c int, d int, CONSTRAINT less CHECK (b < c), CONSTRAINT u UNIQUE (b, c));
            COMMENT ON CONSTRAINT less ON t IS 'both'; CREATE INDEX i ON t (c, b); COMMENT ON INDEX i IS 'i';
            CREATE INDEX three ON t (b, c, d); CREATE STATISTICS s ON b, c FROM t; CLUSTER t USING i;
            INSERT INTO t VALUES (1, 2, 3, 4);
            """;

    private static void drop(TestDatabase db, int version, String drop) {
        db.migrations("-- file: 000" + version + "_drop.sql\n-- bellows:phase contract\n" + drop + ";\n");
        db.applyAttested();
    }

    private static List<String> missing(List<Restoration> restored) {
        return restored.stream().flatMap(each -> each.missing().stream()).toList();
    }

    @PostgresTest
    void whatNeedsTwoColumnsComesWithTheSecondOfThem(TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        String before = db.value(BELONGINGS);
        drop(db, 2, "ALTER TABLE t DROP b");
        drop(db, 3, "ALTER TABLE t DROP c");
        drop(db, 4, "ALTER TABLE t DROP d");

        List<String> would = missing(db.bellows().tryRestore("t.b"));
        List<String> missing = missing(db.bellows().restore("t.b"));

        assertThat(missing)
                .isEqualTo(would)
                .hasSize(5)
                .allMatch(phrase -> phrase.endsWith(
                        ": it needs public.t.c, which waits too, and comes back with it: bellows quarantine restore bellows_q_"
                                + db.bellows().quarantined().get(1).name().replaceAll("\\D", "")));
        assertThat(missing(db.bellows().restore("t.c")))
                .singleElement()
                .asString()
                .startsWith("the index public.three: it needs public.t.d, which waits too");
        assertThat(missing(db.bellows().restore("t.d"))).isEmpty();
        assertThat(db.value(BELONGINGS)).isEqualTo(before);
        assertThat(db.value("SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conname = 'less'"))
                .isEqualTo("both");
        assertThat(db.value("SELECT obj_description('i'::regclass)")).isEqualTo("i");
        assertThat(db.value("SELECT indisclustered FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t");
        assertThat(db.columns("t")).containsExactly("id", "b", "c", "d");
    }

    @PostgresTest
    void ofOneMigrationTheyComeTogether(TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        String before = db.value(BELONGINGS);
        drop(db, 2, "ALTER TABLE t DROP b; ALTER TABLE t DROP c");

        assertThat(missing(db.bellows().restore("0002"))).isEmpty();

        assertThat(db.value(BELONGINGS)).isEqualTo(before);
        drop(db, 3, "ALTER TABLE t DROP b; ALTER TABLE t DROP c");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        assertThat(db.value(BELONGINGS)).isEqualTo(before);
    }

    @PostgresTest
    void aForeignKeyComesWithTheTableThatItRefersTo(TestDatabase db) {
        db.migrations("""
                -- file: 0001_made.sql
                CREATE TABLE parent (id int PRIMARY KEY); INSERT INTO parent VALUES (1);
                CREATE TABLE child (id int PRIMARY KEY, p int REFERENCES parent); INSERT INTO child VALUES (1, 1);
                COMMENT ON CONSTRAINT child_p_fkey ON child IS 'its parent';
                """);
        db.apply();
        drop(db, 2, "DROP TABLE child");
        drop(db, 3, "DROP TABLE parent");

        assertThat(missing(db.bellows().restore("child")))
                .singleElement()
                .asString()
                .startsWith("the foreign key child_p_fkey of public.child: it needs public.parent, which waits too");
        assertThat(missing(db.bellows().restore("parent"))).isEmpty();

        assertThat(
                        db.query(
                                "SELECT convalidated, obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly(List.of("t", "its parent"));
    }
}
