package dev.bellows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.LintSettings.Allowed;
import dev.bellows.model.MigrationId;
import dev.bellows.model.OwnerSettings;
import dev.bellows.model.Phases;
import dev.bellows.model.Refusal;
import dev.bellows.model.Version;
import dev.bellows.sql.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of the steps before they run: who breaks running code without saying so, and who locks what. */
class ForesightTest extends StoryBase {
    private static final String DROP =
            "untagged-contract 2_drop.sql:1: drop-column: code that runs now still names a.i: its"
                    + " statements fail once the column is gone, and its values go with it; tag the file with '-- bellows:phase"
                    + " contract', or where it may not change any more: [migration.\"2\"] phase = \"contract\" in the configuration;"
                    + " for the safe way: bellows lint 2_drop.sql";

    private Story inUse() {
        return story.files("-- file: 1_a.sql\nCREATE TABLE a (i int, j int);\nCREATE TABLE b (i int);\n")
                .happened("applied 1");
    }

    private static String drop(String lines) {
        return "-- file: 2_drop.sql\n" + lines + "ALTER TABLE a DROP i;\n";
    }

    @Test
    void whoBreaksRunningCodeAndDoesNotSayItIsRefusedAtItsPlace() {
        inUse().files(drop(""));

        assertThat(story.foreseen()).containsExactly(DROP);
        Refusal refusal = story.foresight(Wish.ALL).refusals().get(0);
        assertThat(refusal.migration()).hasToString("2");
        assertThat(refusal.line()).isEqualTo(1);
        assertThat(refusal.column()).isEqualTo(15);
    }

    @Test
    void whatIsHistoryOfOneOwnerIsNoneOfAnothers() {
        story.files("-- file: 1_a.sql\nCREATE TABLE t (a int);\n-- file: 2_b.sql\nDROP TABLE t;\n")
                .files("billing", "-- file: 1_c.sql\nCREATE TABLE u (a int);\n-- file: 2_d.sql\nDROP TABLE u;\n")
                .happened("applied 1", "applied billing:1")
                .set(to -> to.enforceFrom(Version.of("3")));

        assertThat(story.foreseen())
                .singleElement()
                .asString()
                .startsWith("untagged-contract 2_d.sql")
                .contains("[migration.\"billing:2\"]");

        story.set(to -> to.enforceFrom(Version.of("3")).owner("billing", new OwnerSettings(Version.of("3"), false)));
        assertThat(story.foreseen()).containsExactly("run billing:2", "run 2");

        story.set(to ->
                to.phase(MigrationId.parse("billing", "2"), Phase.CONTRACT).phase(Version.of("2"), Phase.CONTRACT));
        assertThat(story.foreseen()).containsExactly("run billing:2", "run 2");
    }

    @Test
    void thePrefixOfDirectivesIsThatOfTheSettings() {
        inUse().files(drop("")).set(to -> to.tagPrefix("shop"));

        assertThat(story.foreseen()).singleElement().asString().contains("with '-- shop:phase contract'");
    }

    @Test
    void theTagTheConfigurationAndAnAllowanceAreEnough() {
        inUse().files(drop("-- bellows:phase contract\n"));
        assertThat(story.foreseen()).containsExactly("run 2");

        story.files(drop("")).set(to -> to.phase(Version.of("2"), Phase.CONTRACT));
        assertThat(story.foreseen()).containsExactly("run 2");

        story.set(to -> to.allowed(List.of(new Allowed("drop-column", null, null, "unused"))));
        assertThat(story.foreseen()).containsExactly("run 2");

        story.set(to -> to).files(drop("-- bellows:allow drop-column unused\n"));
        assertThat(story.foreseen()).containsExactly("run 2");
    }

    @Test
    void whoAllowsItGivesTheReasonToThoseStepsAlone() {
        inUse().files(drop("")).plain("3_c.sql").set(to -> to.allowUntagged("closed on sundays"));

        assertThat(story.foresight(Wish.ALL).steps())
                .extracting(Step::reason)
                .containsExactly("closed on sundays", null);
    }

    @Test
    void whatOnlyBlocksIsTheAuthorsBusiness() {
        inUse().files("-- file: 2_index.sql\nCREATE INDEX a_i ON a (i);\n");

        assertThat(story.foreseen()).containsExactly("run 2");
    }

    @Test
    void whatIsPendingIsUsedByNobody() {
        story.files("-- file: 1_a.sql\nCREATE TABLE a (i int, j int);\n").files(drop(""));

        assertThat(story.foreseen()).containsExactly("run 1", "run 2");
    }

    @Test
    void whatANewerPendingFileMakesIsNotKnownToAnOlderPhase() {
        inUse().files("-- file: 2_drop.sql\n-- bellows:phase contract\nDROP TABLE a;\n")
                .files("-- file: 3_drop.sql\nALTER TABLE a DROP j;\n");

        assertThat(story.foresight(new Wish(Phases.EXPAND, null)).refusals())
                .singleElement()
                .extracting(Refusal::file)
                .asString()
                .endsWith("3_drop.sql");
    }

    @Test
    void historyIsNotJudgedAndNeitherIsWhatWasBegun() {
        inUse().files(drop("")).set(to -> to.enforceFrom(Version.of("3")));
        assertThat(story.foreseen()).containsExactly("run 2");

        story.set(to -> to).happened("failed 2 0/1");
        assertThat(story.foreseen()).containsExactly("run 2");
    }

    @Test
    void whatWasBegunAndEditedSinceIsJudged() {
        inUse().files("-- file: 2_drop.sql\nSELECT 1;\n")
                .happened("failed 2 0/1")
                .files(drop(""));

        assertThat(story.foreseen()).containsExactly(DROP);
    }

    @Test
    void aRepeatableCannotBeTagged() {
        inUse().files("-- file: R_drop.sql\nALTER TABLE a DROP i;\n");

        assertThat(story.foreseen())
                .singleElement()
                .asString()
                .contains("put it into a versioned migration that is tagged '-- bellows:phase contract'");
    }

    @Test
    void eachStepKnowsTheStrongestLocksOnWhatIsThere() {
        inUse().files("""
                        -- file: 2_more.sql
                        CREATE INDEX b_i ON b (i);
                        ALTER TABLE b ADD k int;
                        ALTER TABLE a ADD k int;
                        CREATE TABLE c (i int);
                        ALTER TABLE c ADD k int;
                        SELECT * FROM a;
                        """).files("-- file: 3_select.sql\nSELECT * FROM a;\n");

        assertThat(story.foresight(Wish.ALL).steps())
                .extracting(step -> step.locks().toString())
                .containsExactly("{a=ACCESS_EXCLUSIVE, b=ACCESS_EXCLUSIVE}", "{}");
    }

    @Test
    void aDownKnowsThemToo() {
        inUse().files("-- file: 2_drop.sql\nALTER TABLE a ADD k int;\n")
                .files("-- file: 2_drop.down.sql\nALTER TABLE a DROP k;\n")
                .happened("applied 2");

        assertThat(story.foresightOfDown(1).steps())
                .extracting(step -> step.locks().toString())
                .containsExactly("{a=ACCESS_EXCLUSIVE}");
        assertThat(story.foresightOfDown(1).refusals()).isEmpty();
    }

    @Test
    void whereNothingRunsNothingIsRead() {
        Plan plan = story.plan(Wish.ALL);

        assertThat(story.foresight(Wish.ALL)).isEqualTo(plan);
    }
}
