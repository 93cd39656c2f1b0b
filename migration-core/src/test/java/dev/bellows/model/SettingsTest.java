package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
        assertThatCode(() -> new Resolution("0042", detail, "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Applied", "resume-at:", "resume-at:x", "resume-at:-1", "resume-at:9999999999"})
    void otherResolutionsThereAreNot(String detail) {
        refused(
                () -> new Resolution("0042", detail, "because"),
                "'" + detail + "' is no resolution: applied, reverted, resume-at:N, accept-checksum or missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept-checksum", "missing"})
    void whatOverrulesTheLedgerNeedsAReason(String detail) {
        refused(() -> new Resolution("0042", detail, " "), detail + " needs a reason: it is kept in the ledger");
    }

    @Test
    void aResolutionNamesItsMigration() {
        assertThat(new Resolution("0042", "applied", "").id()).isEqualTo(new MigrationId("main", "42"));
        assertThat(new Resolution("billing:0042", "applied", "").id()).isEqualTo(new MigrationId("billing", "42"));
        assertThat(new Resolution("billing:R_view", "applied", "").id())
                .isEqualTo(new MigrationId("billing", "R_view"));
        assertThat(new Resolution("0042", "resume-at:3", "").done()).isEqualTo(2);
        assertThat(new Resolution("0042", "applied", "").done()).isEqualTo(-1);
    }

    private static void refused(ThrowingCallable making, String message) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessage(message);
    }
}
