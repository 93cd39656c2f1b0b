package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.DownTarget;
import dev.bellows.model.RefusedException;
import dev.bellows.plan.Keeping;
import dev.bellows.plan.Plan;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given migrations that drop something, when their plan is made, then it shows how that is kept, or says that it cannot yet. */
class PlannedTest {
    private static final String MADE =
            "-- file: 0001_made.sql\nCREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY, b int);"
                    + " CREATE TABLE t (id int PRIMARY KEY, b int); INSERT INTO t VALUES (1, 2);\n";

    private static List<String> objects(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> step.keepings().stream())
                .map(Keeping::object)
                .toList();
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({"SET LOCAL search_path = s", "SET search_path = s", "SET SESSION search_path = s"})
    void aPathThatADownSetsCountsInItsPlan(String sets, TestDatabase db) {
        db.migrations(MADE + "-- file: 0002_none.sql\nSELECT 1;\n-- file: 0002_none.down.sql\n" + sets
                + ";\nDROP TABLE t;\n");
        db.apply();
        List<String> planned = new ArrayList<>();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> planned.addAll(objects(plan)));

        assertThat(planned).containsExactly("s.t");
        assertThat(db.bellows().quarantined()).extracting("object").containsExactly("s.t");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE u (id int) | DROP TABLE u",
                "ALTER TABLE t ADD COLUMN x int | ALTER TABLE t DROP COLUMN x",
            })
    void whatAnEarlierMigrationMakesIsToldToBeAskedLater(String makes, String drops, TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        db.migrations("-- file: 0002_makes.sql\n" + makes + ";\n-- file: 0003_drops.sql\n-- bellows:phase contract\n"
                + drops + ";\n");

        Plan plan = db.bellows().attest("nothing old lives in a test").plan();

        assertThat(plan.notices())
                .contains("0003: what statement 1 drops, and how it is kept, cannot be told yet"
                        + " (0002 makes it, or gives it its name); it is asked before it runs");
        db.applyAttested();
        assertThat(db.bellows().quarantined()).hasSize(1);
    }

    @PostgresTest
    void aPlaceIsSaidToBeLostByThePlanOfADownAlone(TestDatabase db) {
        db.migrations("-- file: 0001_made.sql\nCREATE TABLE t (id int PRIMARY KEY, b int, c int);\n");
        db.apply();
        db.migrations("-- file: 0002_drops.sql\n-- bellows:phase contract\nALTER TABLE t DROP COLUMN b;\n");
        db.applyAttested();
        Notices notices = new Notices();
        List<Keeping> planned = new ArrayList<>();

        notices.on(db)
                .down(
                        DownTarget.steps(1),
                        (plan, losses) -> planned.addAll(plan.steps().get(0).keepings()));

        assertThat(planned).flatExtracting(Keeping::lost).containsExactly("its place among the columns: it comes last");
        assertThat(notices.said()).containsExactly("public.t.b comes back from quarantine");
    }

    @PostgresTest
    void aStatementThatIsNotUnderstoodIsShownWithItsPlace(TestDatabase db) {
        db.migrations(MADE);
        db.apply();
        db.migrations("-- file: 0002_drops.sql\n-- bellows:phase contract\nALTER TABLE t DROP COLUM b;\n");

        RefusedException e =
                catchThrowableOfType(RefusedException.class, () -> db.bellows().plan());

        assertThat(e.report().refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("syntax");
            assertThat(refusal.line()).isEqualTo(2);
            assertThat(refusal.column()).isEqualTo(26);
            assertThat(refusal.next()).isEqualTo("correct the file, then: bellows apply");
        });
    }
}
