package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Losses;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** Given that people brought back what a contract had dropped, when that is reverted, then only the rest is left to do. */
class BackByHandTest {
    private final List<Losses> asked = new ArrayList<>();
    private final Notices notices = new Notices();

    private static void dropTwo(TestDatabase db) {
        db.migrations("""
                -- file: 0001_made.sql
                CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 2);
                CREATE TABLE u (id int); INSERT INTO u VALUES (3);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN a;
                DROP TABLE u;
                """);
        db.applyAttested();
    }

    @PostgresTest
    void whereAllIsBackTheDownOnlySaysSo(TestDatabase db) {
        dropTwo(db);
        db.bellows().restore("0002");

        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> {
            asked.add(losses);
            assertThat(plan.notices()).hasSize(1);
            return true;
        });

        assertThat(notices.said())
                .singleElement()
                .asString()
                .matches(
                        "what 0002 dropped was brought back before, and nothing of it is lost: public.t.a \\(\\d{4}-.* UTC\\), public.u \\(.* UTC\\)");
        assertThat(asked).extracting(Losses::any).containsExactly(false);
        assertThat(db.ledger()).endsWith("reverted 0002 0/0");
        assertThat(db.query("SELECT * FROM t, u")).containsExactly(List.of("1", "2", "3"));
        // And forward again: it is dropped and kept once more.
        db.applyAttested();
        assertThat(db.bellows().quarantined()).hasSize(2);
    }

    @PostgresTest
    void whereSomeIsBackTheRestComesBack(TestDatabase db) {
        dropTwo(db);
        db.bellows().restore("u");

        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(notices.said().get(0))
                .contains("brought back before")
                .contains("public.u (")
                .doesNotContain("t.a");
        assertThat(db.query("SELECT * FROM t, u")).containsExactly(List.of("1", "2", "3"));
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void whereSomeWasThrownAwayAFileHasToSayWhatStandsForIt(TestDatabase db) {
        dropTwo(db);
        db.bellows().purge("u");

        RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true));

        assertThat(refused).hasMessageContaining("no-down-file");
        assertThat(db.bellows().quarantined()).hasSize(1);
    }
}
