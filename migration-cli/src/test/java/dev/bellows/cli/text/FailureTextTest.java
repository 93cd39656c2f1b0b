package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Failure;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Report;
import dev.bellows.model.StepResult;
import dev.bellows.model.StepResult.Outcome;
import dev.bellows.sql.Phase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    private static Failure failure(int line, int column, String excerpt, @Nullable String detail, int done) {
        return new Failure(
                new MigrationLabel("main", "0003"),
                "db/0003_x.sql",
                line,
                column,
                2,
                3,
                false,
                excerpt,
                "42P01",
                "relation \"x\" does not exist",
                detail,
                null,
                "COPY x, line 3, column a: \"b\"",
                done,
                "correct the file, then: bellows apply");
    }

    private static String text(Failure failure, Report report) {
        return String.join("\n", FailureText.of(failure, report, Ink.PLAIN, 0));
    }

    @Test
    void showsWhatWhereAndWhatToDo() {
        StepResult before =
                new StepResult("main", "0002", "orders", Phase.EXPAND, Outcome.APPLIED, 1, 1, Duration.ofMillis(3));
        Report report = new Report(
                "shop",
                "l",
                1,
                "0003",
                false,
                List.of(before),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                Duration.ZERO);

        assertThat(text(failure(12, 13, "ALTER TABLE x ADD y int", "Key (a)=(1)\nsecond line", 0), report))
                .isEqualTo("""
                        error: relation "x" does not exist
                          --> db/0003_x.sql:12:13 (statement 2 of 3, SQLSTATE 42P01)
                           |
                        12 | ALTER TABLE x ADD y int
                           |             ^
                           = detail: Key (a)=(1)
                                     second line
                           = context: COPY x, line 3, column a: "b"
                           = of this file nothing is in the database
                           = applied before it in this run: 0002 orders
                        next: correct the file, then: bellows apply""");
    }

    @Test
    void theCaretStandsUnderItsCharacterAfterTabsAndWideLetters() {
        List<String> lines = FailureText.of(failure(1, 7, "\t表 é 'x", null, 1), Report.EMPTY, Ink.PLAIN, 0);

        assertThat(lines.get(3)).isEqualTo("1 |  表 é 'x");
        assertThat(lines.get(4)).isEqualTo("  |" + " ".repeat(8) + "^");
        assertThat(lines.get(6)).isEqualTo("  = of this file 1 of 3 statements is in the database");
    }

    @Test
    void aLongLineIsShownAroundItsCaret() {
        String line = "x".repeat(500) + "HERE" + "y".repeat(500);
        List<String> lines = FailureText.of(failure(1, 501, line, null, 0), Report.EMPTY, Ink.PLAIN, 0);

        assertThat(lines.get(3))
                .hasSizeLessThan(100)
                .contains("…x")
                .contains("HEREy")
                .endsWith("y…");
        assertThat(lines.get(4).indexOf('^')).isEqualTo(lines.get(3).indexOf("HERE"));
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertThat(text(failure(1, 1, "SELECT '\u001b[2J'", "\u001b]0;owned\u0007", 0), Report.EMPTY))
                .doesNotContain("\u001b")
                .doesNotContain("\u0007");
    }
}
