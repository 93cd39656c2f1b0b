package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.Restoration;
import dev.bellows.plan.Keeping;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.stream.Stream;

/** Given columns that were dropped, when they come back, then in the order that they had; where that cannot be, it is told. */
class ColumnOrderTest {
    private static final String PLACE = ColumnPlace.COMES_LAST;
    private static final String WIDE = """
            -- file: 0001_wide.sql
            CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);
            INSERT INTO t VALUES (1, 2, 3, 4);
            """;

    private static void drop(TestDatabase db, int version, String drop) {
        db.migrations("-- file: 000" + version + "_drop.sql\n-- bellows:phase contract\n" + drop + ";\n");
        db.applyAttested();
    }

    private static List<String> movedByPlan(TestDatabase db) {
        return db.bellows().plan().steps().stream()
                .flatMap(step -> step.keepings().stream())
                .filter(keeping -> keeping.lost().contains(PLACE))
                .map(Keeping::object)
                .toList();
    }

    private static List<String> moved(Stream<Kept> things) {
        return things.filter(kept -> kept.lost().contains(PLACE))
                .map(Kept::object)
                .toList();
    }

    private static List<String> moved(List<Restoration> restored) {
        return moved(restored.stream().map(Restoration::kept));
    }

    @PostgresTest
    void theLastColumnsComeBackInTheirOrderWhicheverStatementDroppedThem(TestDatabase db) {
        List<String> drops = List.of(
                "ALTER TABLE t DROP c, DROP a, DROP b",
                "ALTER TABLE t DROP a; ALTER TABLE t DROP c; ALTER TABLE t DROP b",
                "ALTER TABLE t DROP b, DROP c; ALTER TABLE t DROP a; DROP TABLE t");
        db.migrations(WIDE);
        db.apply();
        for (int i = 0; i < drops.size(); i++) {
            String drop = drops.get(i);
            String version = "000" + (i + 2);
            db.migrations("-- file: " + version + "_drop.sql\n-- bellows:phase contract\n" + drop + ";\n");
            assertThat(movedByPlan(db)).as(drop).isEmpty();
            db.applyAttested();

            assertThat(moved(db.bellows().quarantined().stream())).as(drop).isEmpty();
            assertThat(moved(db.bellows().tryRestore(version))).as(drop).isEmpty();
            assertThat(moved(db.bellows().restore(version))).as(drop).isEmpty();

            assertThat(db.columns("t")).as(drop).containsExactly("id", "a", "b", "c");
            assertThat(db.query("SELECT * FROM t")).as(drop).containsExactly(List.of("1", "2", "3", "4"));
        }
    }

    @PostgresTest
    void theDownOfAContractBringsThemBackInTheirOrderToo(TestDatabase db) {
        db.migrations(WIDE);
        db.apply();
        drop(db, 2, "ALTER TABLE t DROP a, DROP b; ALTER TABLE t DROP c");

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> {
            assertThat(plan.steps().get(0).keepings())
                    .noneMatch(keeping -> keeping.lost().contains(PLACE));
            return true;
        });

        assertThat(db.columns("t")).containsExactly("id", "a", "b", "c");
    }

    @PostgresTest
    void whatStandsBeforeItNowAndDidNotBeforeIsTold(TestDatabase db) {
        db.migrations(WIDE);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE t DROP a, DROP c;\n");
        assertThat(movedByPlan(db)).containsExactly("public.t.a");
        db.applyAttested();

        assertThat(moved(db.bellows().quarantined().stream())).containsExactly("public.t.a");
        assertThat(moved(db.bellows().tryRestore("t.c"))).isEmpty();
        db.sql("ALTER TABLE t ADD COLUMN since int");
        assertThat(moved(db.bellows().tryRestore("t.c"))).containsExactly("public.t.c");
        db.sql("ALTER TABLE t DROP COLUMN since");
        assertThat(moved(db.bellows().restore("t.a"))).containsExactly("public.t.a");
        assertThat(moved(db.bellows().restore("t.c"))).isEmpty();
        assertThat(db.columns("t")).containsExactly("id", "b", "a", "c");
    }

    @PostgresTest
    void oneThatCameBackBeforeHasThePlaceThatItHad(TestDatabase db) {
        db.migrations(WIDE);
        db.apply();
        drop(db, 2, "ALTER TABLE t DROP b");
        drop(db, 3, "ALTER TABLE t DROP c");

        assertThat(moved(db.bellows().restore("t.b"))).isEmpty();
        assertThat(moved(db.bellows().restore("t.c"))).isEmpty();
        assertThat(db.columns("t")).containsExactly("id", "a", "b", "c");

        drop(db, 4, "ALTER TABLE t DROP b");
        drop(db, 5, "ALTER TABLE t DROP c");
        assertThat(moved(db.bellows().restore("t.c"))).isEmpty();
        assertThat(moved(db.bellows().restore("t.b"))).containsExactly("public.t.b");
    }

    @PostgresTest
    void whatIsGeneratedComesAfterWhatItIsMadeOf(TestDatabase db) {
        db.migrations("""
                -- file: 0001_wide.sql
                CREATE TABLE t (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (a * 2) STORED, a int);
                INSERT INTO t (id, a) VALUES (1, 2);
                """);
        db.apply();
        drop(db, 2, "ALTER TABLE t DROP twice, DROP a");

        assertThat(moved(db.bellows().restore("0002"))).containsExactly("public.t.twice");
        assertThat(db.query("SELECT * FROM t")).containsExactly(List.of("1", "2", "4"));
    }
}
