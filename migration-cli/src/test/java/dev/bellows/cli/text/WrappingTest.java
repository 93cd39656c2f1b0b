package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prose on a narrow terminal. */
class WrappingTest {
    @Test
    void proseIsBrokenAtBlanksAndColoursTakeNoRoom() {
        String line = "  " + Ink.COLOURED.bad("error:") + " the table 用户 is locked by somebody";

        assertThat(Wrapping.of(line, 24))
                .containsExactly(
                        "  " + Ink.COLOURED.bad("error:") + " the table 用户", "    is locked by", "    somebody");
    }

    @Test
    void aCommandToTypeAWordThatIsTooLongAndAPipeAreLeftAlone() {
        assertThat(Wrapping.of("next: bellows apply --migrations db", 20)).hasSize(1);
        assertThat(Wrapping.of("x".repeat(50), 20)).hasSize(1);
        assertThat(Wrapping.of("a b c ".repeat(50), 0)).hasSize(1);
    }
}
