package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, places and resolutions are valid or not made at all. */
class SettingsTest {
    @Test
    void aTagPrefixIsAWord() {
        assertThat(Settings.DEFAULT.change().tagPrefix("my-tool_2").build().tagPrefix())
                .isEqualTo("my-tool_2");
        refused(
                () -> Settings.DEFAULT.change().tagPrefix("a:b").build(),
                "'a:b' is not a tag prefix: it is a word such as bellows");
        refused(
                () -> Settings.DEFAULT.change().tagPrefix("").build(),
                "'' is not a tag prefix: it is a word such as bellows");
    }

    @Test
    void namesAreNotEmpty() {
        refused(() -> Settings.DEFAULT.change().schema("").build(), "the schema's name is empty");
        refused(() -> Settings.DEFAULT.change().role("").build(), "the role's name is empty");
    }

    @Test
    void anOwnerCanBeWrittenBeforeAVersion() {
        String wants =
                "' is not an owner: it is a word without blanks and colons, so that commands can say OWNER:VERSION";

        assertThat(Location.of("migrations").owner()).isEqualTo("main");
        refused(() -> new Location("a:b", "migrations"), "'a:b" + wants);
        refused(() -> new Location("a b", "migrations"), "'a b" + wants);
        refused(() -> new Location("", "migrations"), "'" + wants);
        refused(() -> new Location("main", " "), "a place of migrations needs a path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"applied", "reverted", "resume-at:1", "resume-at:999999999"})
    void theseResolutionsNeedNoReason(String detail) {
        assertThat(Resolution.of("0042", Decision.parse(detail), "").decision()).hasToString(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Applied", "resume-at:", "resume-at:x", "resume-at:-1", "resume-at:9999999999"})
    void otherResolutionsThereAreNot(String detail) {
        refused(() -> Decision.parse(detail), "'" + detail + "' is no resolution: applied, reverted or resume-at:N");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept-checksum", "missing"})
    void whatOverrulesTheLedgerNeedsAReason(String detail) {
        refused(
                () -> Resolution.of("0042", Decision.parse(detail), " "),
                detail + " needs a reason: it is kept in the ledger");
    }

    @Test
    void aResolutionNamesItsMigration() {
        assertThat(id("0042")).isEqualTo(new MigrationId("main", "42"));
        assertThat(id("billing:0042")).isEqualTo(new MigrationId("billing", "42"));
        assertThat(id("billing:R_view")).isEqualTo(new MigrationId("billing", "R_view"));
    }

    private static MigrationId id(String migration) {
        return Resolution.of(migration, Decision.APPLIED, "").migration().id();
    }

    @Test
    void aLabelIsReadAsItIsWritten() {
        assertThat(MigrationLabel.parse("main:0042")).hasToString("0042");
        assertThat(MigrationLabel.parse("billing:0042")).hasToString("billing:0042");
    }

    @Test
    void aDownGoesToAVersionOrCountsSteps() {
        assertThat(DownTarget.to("0042").version()).isEqualTo(Version.of("42"));
        refused(() -> DownTarget.steps(0), "a down goes at least one step, not 0");
        refused(() -> new DownTarget(Version.of("1"), 1), "a down goes to a version or counts steps, not both");
    }

    private static void refused(ThrowingCallable making, String message) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessage(message);
    }
}
