package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why something does not run, on a terminal. */
class RefusalTextTest {
    private static Refusal syntax(String excerpt) {
        return new Refusal("syntax", null, "1_a.sql", 12, excerpt.length(), excerpt, "It is never closed.", "close it");
    }

    @Test
    void thePlaceInAFileHasACaretUnderItAlsoBehindWideLetters() {
        assertThat(RefusalText.of(List.of(syntax("INSERT INTO 表 VALUES ('")), Ink.PLAIN))
                .containsExactly(
                        "refused[syntax]: 1_a.sql:12:23: It is never closed.",
                        "  12 | INSERT INTO 表 VALUES ('",
                        "     |                        ^",
                        "  next: close it");
    }

    @Test
    void ofALongLineTheEndIsShown() {
        List<String> lines = RefusalText.of(List.of(syntax("x".repeat(500) + "'")), Ink.PLAIN);

        assertThat(lines.get(1)).startsWith("  12 | …x").endsWith("x'").hasSizeLessThan(80);
        assertThat(lines.get(2)).endsWith("^").hasSameSizeAs(lines.get(1));
    }
}
