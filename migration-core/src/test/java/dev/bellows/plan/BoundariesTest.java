package dev.bellows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Phases;
import org.junit.jupiter.api.Test;

/** Where a plan's answer turns: exactly at a version, at a baseline, between two owners. */
class BoundariesTest extends StoryBase {
    private static final String SECOND_OF_BILLING = "-- file: 2_b.sql\nSELECT 1;\n";

    @Test
    void aTargetMustBeAVersionThatIsThere() {
        story.plain("1_a.sql", "3_c.sql", "R_view.sql");

        assertThat(story.applyTo("1")).containsExactly("run 1");
        assertThat(story.applyTo("0")).isEmpty();
        assertThat(story.applyTo("2"))
                .containsExactly(
                        "no-such-version: there is no migration with version 2; name one that is there: bellows"
                                + " status");
    }

    @Test
    void ofTwoBaselinesTheHigherCounts() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql").happened("baselined 2", "baselined 1");
        assertThat(story.apply()).containsExactly("run 3");

        story.happened("baselined 3");
        assertThat(story.apply()).isEmpty();
    }

    @Test
    void aBaselineStaysWholeWhenAnotherOwnersMigrationIsReverted() {
        story.plain("1_a.sql")
                .files("billing", SECOND_OF_BILLING)
                .happened("baselined 5", "applied billing:2", "reverted billing:2 1/1");

        assertThat(story.apply()).singleElement().asString().contains("billing:2 is pending, and 5 is applied");
    }

    @Test
    void aBaselineStaysWholeWhenAMigrationAboveItIsReverted() {
        story.plain("1_a.sql", "4_d.sql")
                .files("billing", SECOND_OF_BILLING)
                .happened("baselined 3", "applied 4", "reverted 4 1/1");

        assertThat(story.apply()).first().asString().contains("billing:2 is pending, and 3 is applied");
    }

    @Test
    void aBaselineWhoseOwnVersionWasRevertedReachesAsFarAsItsFiles() {
        story.plain("1_a.sql", "3_c.sql").files("billing", SECOND_OF_BILLING).happened("baselined 3", "reverted 3 1/1");

        assertThat(story.apply()).containsExactly("run billing:2", "run 3");
    }

    @Test
    void anOwnersMigrationAtTheHeadIsNotNewerThanTheBuild() {
        story.plain("3_c.sql").happened("applied 3", "applied billing:3");

        assertThat(story.apply()).singleElement().asString().startsWith("missing: version billing:3");
    }

    @Test
    void aNewerContractOfWhichNothingRanOvertakesNobody() {
        story.plain("1_a.sql").happened("applied 1", "intent 4 0/2 contract");
        assertThat(story.apply()).isEmpty();

        story.happened("applied 4 1/2 contract");
        assertThat(story.apply()).singleElement().asString().startsWith("overtaken: ");
    }

    @Test
    void aContractThatIsNewlyHeldIsSomethingToDoOnce() {
        story.files("-- file: 1_drop.sql\n-- bellows:phase contract\nSELECT 1;\n");
        Wish expands = new Wish(Phases.EXPAND, null);
        assertThat(story.plan(expands).nothingToDo()).isFalse();

        story.happened("held 1");
        assertThat(story.plan(expands).nothingToDo()).isTrue();
        assertThat(story.without("1_drop.sql")
                        .files("-- file: 1_x.sql\n-- bellows:phase nothing\nSELECT 1;\n")
                        .plan(expands)
                        .nothingToDo())
                .as("a refusal is something")
                .isFalse();
    }
}
