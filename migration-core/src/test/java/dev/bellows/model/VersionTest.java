package dev.bellows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number that orders migrations. */
class VersionTest {
    @Test
    void numbersOfAnyLengthAreOrderedAsNumbers() {
        List<String> inOrder = List.of(
                "0", "0001", "2", "9", "010", "42", "0100", "20261121093000", "9".repeat(40), "1" + "0".repeat(40));

        assertThat(Stream.of(
                                "0100",
                                "9",
                                "42",
                                "1" + "0".repeat(40),
                                "0",
                                "2",
                                "9".repeat(40),
                                "010",
                                "20261121093000",
                                "0001")
                        .map(Version::of)
                        .sorted()
                        .map(Version::toString))
                .isEqualTo(inOrder);
    }

    @ParameterizedTest
    @CsvSource({"0042, 42", "0, 000", "007, 7", "20261121093000, 0020261121093000"})
    void leadingZerosDoNotCount(String one, String other) {
        assertThat(Version.of(one)).isEqualTo(Version.of(other)).hasSameHashCodeAs(Version.of(other));
        assertThat(Version.of(one)).isEqualByComparingTo(Version.of(other));
        assertThat(MigrationId.parse("main", one)).isEqualTo(MigrationId.parse("main", other));
    }

    @Test
    void aVersionIsPrintedAsWritten() {
        assertThat(Version.of("0042")).hasToString("0042");
        assertThat(Version.of("0042").digits()).isEqualTo("42");
        assertThat(Version.of("000").digits()).isEqualTo("0");
        assertThat(Version.of("1")).isNotEqualTo(Version.of("10")).isNotEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 1", "-1", "+1", "1a", ".", "1.", ".1", "1..2", "1-2", "_", "1_", "v1", "R_view", "٣", "１"})
    void nothingElseIsAVersion(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Version.of(text))
                .withMessage("'" + text + "' is not a version: a version is a number such as 0042");
    }

    @Test
    void versionsOfSeveralPartsAreComparedPartByPart() {
        List<String> inOrder = List.of("0.9", "1", "1.2", "1_2_1", "1.10", "2", "2026_01", "2026.2");

        assertThat(Stream.of("2026.2", "1.10", "2", "1", "1_2_1", "0.9", "2026_01", "1.2")
                        .map(Version::of)
                        .sorted()
                        .map(Version::toString))
                .isEqualTo(inOrder);
        assertThat(Version.of("01.00")).isEqualTo(Version.of("1")).hasSameHashCodeAs(Version.of("1"));
        assertThat(Version.of("1_02").digits()).isEqualTo("1.2");
    }

    @Test
    void anotherOwnerAndAnotherNameAreOtherMigrations() {
        assertThat(MigrationId.parse("main", "42")).isNotEqualTo(MigrationId.parse("billing", "42"));
        assertThat(MigrationId.parse("main", "R_042").repeatable()).isTrue();
        assertThat(MigrationId.parse("main", "042").repeatable()).isFalse();
        assertThat(MigrationId.parse("main", "1_02.0")).isEqualTo(new MigrationId("main", "1.2"));
        assertThat(MigrationId.parse("main", "1.2").repeatable()).isFalse();
        assertThat(new MigrationLabel("main", "0042")).hasToString("0042");
        assertThat(new MigrationLabel("billing", "0042")).hasToString("billing:0042");
    }
}
