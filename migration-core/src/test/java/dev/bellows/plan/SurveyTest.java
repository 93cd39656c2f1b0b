package dev.bellows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.OwnerSettings;
import dev.bellows.model.State;
import dev.bellows.model.Version;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of {@code status}, and its last line. */
class SurveyTest extends StoryBase {
    @Test
    void theTwelveStates() {
        assertThat(Arrays.stream(State.values()).map(State::word))
                .containsExactlyInAnyOrder(
                        "applied",
                        "pending",
                        "held",
                        "failed",
                        "unfinished",
                        "reverted",
                        "edited",
                        "missing",
                        "out-of-order",
                        "adopted",
                        "baselined",
                        "history");
    }

    @Test
    void eachStateOnce() {
        story.set(to -> to.enforceFrom(Version.of("5")).owner("billing", new OwnerSettings(Version.of("5"), false)))
                .files("billing", "-- file: 4_history.sql\nSELECT 1;\n")
                .plain("5_baselined.sql", "6_adopted.sql", "7_applied.sql", "8_edited.sql", "9_missing.sql")
                .plain(
                        "10_late.sql",
                        "11_reverted.sql",
                        "13_failed.sql",
                        "14_doubt.sql",
                        "15_late_too.sql",
                        "R_a.sql",
                        "R_b.sql")
                .files("-- file: 12_held.sql\n-- bellows:phase contract\nSELECT 1;\n")
                .files(MIXED.replace("2_mixed", "16_failed"))
                .files(MIXED.replace("2_mixed", "17_stopped"))
                .happened("baselined 5", "adopted 6", "applied 7", "applied 8", "applied 9")
                .happened("applied 11", "reverted 11 1/1", "held 12", "failed 13 0/1", "intent 14 0/1")
                .happened("failed 16 1/4", "applied 17 3/4", "applied R_a", "applied R_b", "applied 18 head=18")
                .without("9_missing.sql")
                .files("-- file: 8_edited.sql\nSELECT 'edited';\n-- file: R_b.sql\nSELECT 'edited';\n");

        assertThat(story.status())
                .containsExactly(
                        "billing:4 history",
                        "5 baselined",
                        "6 adopted",
                        "7 applied",
                        "8 edited",
                        "9 missing (its file is gone)",
                        "10 out-of-order",
                        "11 reverted",
                        "12 held",
                        "13 failed at 0/1 (it failed)",
                        "14 unfinished at 0/1 (the next statement is in doubt)",
                        "15 out-of-order",
                        "16 failed at 1/4 (it failed)",
                        "17 unfinished at 3/4",
                        "18 applied (newer than this build)",
                        "R_a applied",
                        "R_b pending (changed since it ran)");
        assertThat(story.disagreements())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("edited 8_edited.sql", "missing");
    }

    @Test
    void whatABaselineCovers() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql").happened("baselined 2");

        assertThat(story.status()).containsExactly("1 baselined", "2 baselined", "3 pending");
    }

    @Test
    void ofANewerBuildTheStateIsShownAsItIs() {
        story.plain("1_a.sql")
                .happened("applied 1", "adopted 3", "failed 4 1/2", "applied 5 1/2", "reverted 6", "held 7");

        assertThat(story.status())
                .containsExactly(
                        "1 applied",
                        "3 adopted (newer than this build)",
                        "4 failed at 1/2 (newer than this build)",
                        "5 unfinished at 1/2 (newer than this build)");
        assertThat(story.next()).isEqualTo("nothing to do");
    }

    @Test
    void whatIsAppliedAboveAllFilesIsTold() {
        story.plain("1_a.sql").happened("applied 1");
        assertThat(story.notices()).isEmpty();

        story.happened("applied 3", "adopted 4", "failed 5 1/2", "reverted 6", "applied 7");

        assertThat(story.notices())
                .containsExactly(
                        "applied, and above all of these files: 3, 4, 7; a newer build did it, or the files are gone");
    }

    @Test
    void whatMayBeWithoutAFileSaysWhy() {
        story.set(to -> to.enforceFrom(Version.of("2")))
                .plain("9_z.sql")
                .happened("applied 1", "applied 2", "resolved 2 missing", "applied 9");

        assertThat(story.status())
                .containsExactly("1 applied (history without a file)", "2 applied (no file, as accepted)", "9 applied");
    }

    @Test
    void aDownThatStoppedIsMarked() {
        story.plain("1_a.sql")
                .files("-- file: 1_a.down.sql\nSELECT 1;\nVACUUM;\n")
                .happened("applied 1", "reverted 1 1/2");

        assertThat(story.status()).containsExactly("1 unfinished at 1/2 (its down)");
    }

    @Test
    void versionsComeAsNumbersAndRepeatablesLast() {
        story.plain("10_b.sql", "9_a.sql", "R_view.sql").files("billing", "-- file: 10_b.sql\nSELECT 1;\n");

        assertThat(story.status()).containsExactly("9 pending", "billing:10 pending", "10 pending", "R_view pending");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                | bellows apply",
                "applied 1                         | bellows apply",
                "applied 1, held 2                 | bellows apply --phase contract",
                "applied 1, held 2, failed 2 0/1   | bellows apply",
                "applied 1, applied 2              | nothing to do",
                "applied 1, reverted 1             | bellows apply",
                "failed 1 0/1                      | bellows apply",
                "applied 2                         | give 1 a version above 2, or apply it all the same: bellows apply --out-of-order",
                "applied 2, failed 1 0/1           | give 1 a version above 2, or apply it all the same: bellows apply --out-of-order",
                "applied 1, applied 2, applied 3 contract | deploy a build that ships 3",
                "applied 1, applied 2, applied 3   | nothing to do",
            })
    void theLastLine(String entries, String next) {
        story.plain("1_a.sql", "1_a.down.sql").files("-- file: 2_b.sql\n-- bellows:phase contract\nSELECT 1;\n");
        if (!entries.isEmpty()) {
            story.happened(entries.split(", "));
        }

        assertThat(story.next()).isEqualTo(next);
    }

    @Test
    void theLastLineNeverNamesAnApplyThatWouldBeRefused() {
        story.files("-- file: 1_a.sql\nSELECT 1;\nCOMMIT;\n");

        assertThat(story.next()).startsWith("remove it: Bellows begins and commits");
    }

    @Test
    void withoutAnyMigrationTheNextThingIsToWriteOne() {
        assertThat(story.next()).isEqualTo("bellows new DESCRIPTION");
        assertThat(story.status()).isEmpty();
        assertThat(story.current()).isTrue();
    }
}
