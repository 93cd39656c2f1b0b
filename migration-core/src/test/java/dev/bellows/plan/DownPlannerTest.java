package dev.bellows.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a down would run, newest first. */
class DownPlannerTest extends StoryBase {
    private static final String DOWN = """
            -- file: 3_c.down.sql
            DROP INDEX CONCURRENTLY c_i;
            DROP DATABASE c;
            SELECT 3;
            """;

    @BeforeEach
    void threeMigrations() {
        story.plain("1_a.sql", "1_a.down.sql", "2_b.sql", "2_b.down.sql", "3_c.sql", "3_c.down.sql", "R_view.sql")
                .happened("applied 1", "applied 2", "applied 3", "applied R_view");
    }

    @Test
    void stepsAreCountedFromTheNewest() {
        assertThat(story.down(1)).containsExactly("down 3");
        assertThat(story.down(2)).containsExactly("down 3", "down 2");
        assertThat(story.down(99)).containsExactly("down 3", "down 2", "down 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> story.down(0))
                .withMessage("a down goes at least one step, not 0");
    }

    @Test
    void aVersionAboveAllThereIsIsASlip() {
        String slip =
                "no-such-version: there is no version as high as %s, in the files or in the ledger; name one that is"
                        + " there: bellows status";
        story.plain("4_d.sql").happened("applied 6");

        assertThat(story.downTo("4")).as("a file, though not applied").hasSize(1);
        assertThat(story.downTo("5")).as("below what is applied").hasSize(1);
        assertThat(story.downTo("6")).as("applied, though without a file").isEmpty();
        assertThat(story.downTo("7")).containsExactly(slip.formatted("7"));
    }

    @Test
    void ofNothingThereIsNothingToRevert() {
        story.without("1_a.sql", "1_a.down.sql", "2_b.sql", "2_b.down.sql", "3_c.sql", "3_c.down.sql")
                .happened("reverted 1", "reverted 2", "reverted 3");

        assertThat(story.downTo("0")).isEmpty();
        assertThat(story.downTo("1")).hasSize(1);
    }

    @Test
    void toAVersionThatStays() {
        assertThat(story.downTo("2")).containsExactly("down 3");
        assertThat(story.downTo("0")).containsExactly("down 3", "down 2", "down 1");
        assertThat(story.downTo("3")).isEmpty();
        assertThat(story.downTo("9"))
                .containsExactly(
                        "no-such-version: there is no version as high as 9, in the files or in the ledger; name one that"
                                + " is there: bellows status");
    }

    @Test
    void whatIsNotAppliedIsNotReverted() {
        story.plain("4_d.sql").happened("failed 4 0/1", "reverted 3");

        assertThat(story.down(1)).containsExactly("down 2");
        assertThat(story.apply()).containsExactly("run 3", "run 4");
    }

    @Test
    void withoutADownFileItIsRefused() {
        story.without("3_c.down.sql");

        assertThat(story.down(2))
                .containsExactly(
                        "no-down-file 3_c.sql: it has no down file; write the reverse beside it (for 0042_x.sql:"
                                + " 0042_x.down.sql; in Java: ReversibleCodeMigration), or go forward with a new migration");
    }

    @Test
    void aDatabaseThatOnlyGoesForward() {
        assertThat(story.set(to -> to.downAllowed(false)).down(1))
                .containsExactly(
                        "down-off: this database only goes forward: the configuration says down = off; write a new"
                                + " migration that undoes the change");
    }

    @Test
    void aNewerBuildsMigrationIsRevertedFromThere() {
        story.happened("applied billing:0007");

        assertThat(story.down(1))
                .containsExactly(
                        "missing: version billing:0007 is applied, and its files are not here; run down from the build"
                                + " that has them; or, if what it did is undone by hand: bellows resolve billing:0007 --as reverted");
        assertThat(story.resolve("billing:0007", "reverted")).isNull();
        assertThat(story.happened("resolved billing:0007 reverted").down(1)).containsExactly("down 3");
    }

    @Test
    void aBaselinedMigrationCanBeReverted() {
        story.plain("9_z.sql", "9_z.down.sql").happened("baselined 9");

        assertThat(story.down(1)).containsExactly("down 9");
        assertThat(story.happened("reverted 9").down(1)).containsExactly("down 3");
    }

    @Test
    void anApplyThatStoppedIsFinishedFirst() {
        story.files(MIXED.replace("2_mixed", "4_mixed")).happened("applied 4 1/4");

        assertThat(story.down(1))
                .containsExactly(
                        "unfinished 4_mixed.sql: it stopped after 1 of 4 statements; finish it: bellows apply; or"
                                + " decide: bellows resolve 4 --as applied|reverted");
        assertThat(story.resolve("4", "applied")).isNull();
        assertThat(story.resolve("4", "reverted")).isNull();
    }

    @Test
    void aDownThatStoppedGoesOn() {
        story.files(DOWN).happened("reverted 3 1/3");

        assertThat(story.down(1)).containsExactly("down 3 after 1 of 3 outside a transaction");
        assertThat(story.apply())
                .containsExactly(
                        "unfinished-down 3_c.sql: its down stopped after 1 of 3 statements; finish it: bellows down; or"
                                + " decide: bellows resolve 3 --as applied|reverted");
        assertThat(story.next())
                .isEqualTo("finish it: bellows down; or decide: bellows resolve 3 --as applied|reverted");
        assertThat(story.happened("failed 3 1/3 down").down(1))
                .containsExactly("down 3 after 1 of 3 outside a transaction");
    }

    @Test
    void aDownInDoubtIsAskedAboutOrLeftToAPerson() {
        story.files(DOWN).happened("intent 3 0/3 down");
        assertThat(story.down(1)).containsExactly("down 3 in doubt outside a transaction");

        story.happened("reverted 3 1/3", "intent 3 1/3 down");
        assertThat(story.down(1))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("in-doubt 3_c.down.sql")
                .contains("resume-at:2");
    }

    @Test
    void aDownOfWhichNothingRanLeavesItApplied() {
        story.files(DOWN);

        assertThat(story.happened("failed 3 0/3 down").down(1)).containsExactly("down 3 outside a transaction");
        assertThat(story.happened("intent 3 0/3 down", "failed 3 0/3 down").down(1))
                .containsExactly("down 3 outside a transaction");
        assertThat(story.happened("intent 3 0/3 down", "resolved 3 0/3 resume-at:1 down")
                        .down(1))
                .containsExactly("down 3 outside a transaction");
        assertThat(story.status()).contains("3 applied");
        assertThat(story.apply()).isEmpty();
    }

    @Test
    void aDownOfWhichNothingRanLeavesABaselineToo() {
        story.plain("9_z.sql", "9_z.down.sql").happened("baselined 9", "intent 9 0/1 down", "failed 9 0/1 down");

        assertThat(story.status()).contains("9 baselined");
    }

    @Test
    void aDownFileMayNotEndItsTransactionEither() {
        assertThat(story.files("-- file: 3_c.down.sql\nCOMMIT;\n").down(1))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("transaction-control 3_c.down.sql:1: COMMIT");
    }
}
