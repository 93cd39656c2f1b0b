package dev.bellows.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which decisions make sense where. */
class ResolvingTest extends StoryBase {
    private static final String APPLIED = "it is applied already; see: bellows status";
    private static final String NOT_APPLIED = "it is not applied, wholly or partly; see: bellows status";
    private static final String NO_FILE_MISSING =
            "only an applied migration without a file can be missing; see: bellows status";
    private static final String CHECKSUM =
            "only an applied migration with a file can have its checksum accepted; see: bellows status";
    private static final String WHOLE = "it has neither failed nor stopped half-way; see: bellows status";

    @Test
    void aDecisionWithoutAReasonTellsWhatItDecidedAbout() {
        story.files(MIXED);
        assertThat(story.was("2")).isEqualTo("it was pending");
        assertThat(story.happened("failed 2 1/4").was("2")).isEqualTo("it was failed at 1/4: it failed");
        assertThat(story.happened("intent 2 2/4").was("2")).isEqualTo("it was unfinished at 2/4");
        assertThat(story.happened("applied 2").was("2")).isEqualTo("it was applied");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // of a pending migration
                "pending     | applied         | fine",
                "pending     | reverted        | not applied",
                "pending     | resume-at:2     | whole",
                "pending     | accept-checksum | checksum",
                "pending     | missing         | no file missing",
                // of an applied one
                "applied 2   | applied         | applied",
                "applied 2   | reverted        | fine",
                "applied 2   | resume-at:2     | whole",
                "applied 2   | accept-checksum | fine",
                "applied 2   | missing         | no file missing",
                // of one that stopped
                "applied 2 1/4 | applied         | fine",
                "applied 2 1/4 | reverted        | fine",
                "applied 2 1/4 | resume-at:1     | fine",
                "applied 2 1/4 | resume-at:5     | fine",
                "applied 2 1/4 | accept-checksum | checksum",
                // of others
                "failed 2 0/4 | resume-at:2      | fine",
                "failed 2 0/4 | reverted         | not applied",
                "intent 2 0/4 | reverted         | fine",
                "held 2       | resume-at:2      | whole",
                "held 2       | reverted         | not applied",
                "held 2       | applied          | fine",
                "reverted 2 1/1 | resume-at:2    | whole",
                "reverted 2 1/1 | applied        | fine",
                "baselined 2  | applied          | applied",
                "baselined 2  | reverted         | fine",
                "baselined 2  | accept-checksum  | checksum",
                "adopted 2    | accept-checksum  | fine",
            })
    void decisions(String state, String decision, String answer) {
        story.files(MIXED);
        if (!state.equals("pending")) {
            story.happened(state);
        }

        String expected =
                switch (answer) {
                    case "applied" -> APPLIED;
                    case "not applied" -> NOT_APPLIED;
                    case "no file missing" -> NO_FILE_MISSING;
                    case "checksum" -> CHECKSUM;
                    case "whole" -> WHOLE;
                    default -> null;
                };
        assertThat(story.resolve("2", decision)).isEqualTo(expected == null ? null : "cannot-resolve: 2: " + expected);
    }

    @ParameterizedTest
    @CsvSource({"resume-at:0", "resume-at:6", "resume-at:999999999"})
    void aFileResumesAtAStatementThatItHas(String decision) {
        story.files(MIXED).happened("applied 2 1/4");

        assertThat(story.resolve("2", decision))
                .startsWith("cannot-resolve: 2: ")
                .endsWith("2_mixed.sql has 4 statements; resume at 1 to 5, the last meaning that all are done");
    }

    @Test
    void aMigrationWithoutAFile() {
        story.happened("applied billing:7", "applied 8 1/2");

        assertThat(story.resolve("billing:7", "missing")).isNull();
        assertThat(story.resolve("billing:007", "reverted")).isNull();
        assertThat(story.resolve("billing:7", "accept-checksum")).isEqualTo("cannot-resolve: billing:7: " + CHECKSUM);
        assertThat(story.resolve("8", "applied")).isNull();
        assertThat(story.resolve("8", "missing")).isEqualTo("cannot-resolve: 8: " + NO_FILE_MISSING);
        assertThat(story.resolve("8", "resume-at:2"))
                .isEqualTo("cannot-resolve: 8: its file is not here; resolve it from the build that has it");
    }

    @Test
    void whatNobodyKnows() {
        assertThat(story.resolve("7", "applied"))
                .isEqualTo(
                        "cannot-resolve: 7: there is no such version, in the files or in the ledger; see: bellows status");
    }

    @Test
    void aDownResumesAtAStatementOfTheDown() {
        story.plain("1_a.sql")
                .files("-- file: 1_a.down.sql\nSELECT 1;\nVACUUM;\n")
                .happened("applied 1", "reverted 1 1/2");

        assertThat(story.resolve("1", "resume-at:3")).isNull();
        assertThat(story.resolve("1", "resume-at:4"))
                .endsWith("1_a.down.sql has 2 statements; resume at 1 to 3, the last meaning that all are done");
        assertThat(story.resumesDown("1", "resume-at:2")).isTrue();
        assertThat(story.resumesDown("1", "applied")).isFalse();
        assertThat(story.resumesDown("7", "resume-at:2"))
                .as("of which nothing is known")
                .isFalse();
    }
}
