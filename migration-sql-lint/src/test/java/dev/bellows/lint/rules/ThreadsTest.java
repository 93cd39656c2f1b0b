package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    /** All examples as one folder, so that the schema grows from file to file. */
    @Test
    void howManyThreadsReadMakesNoDifferenceToWhatIsFound() {
        List<LintScript> scripts = new ArrayList<>();
        Rules.all().forEach(rule -> {
            scripts.add(script(scripts.size(), Examples.bad(rule.info().id())));
            scripts.add(script(scripts.size(), Examples.good(rule.info().id())));
        });
        Linter linter = new Linter(Rules.all(), LintSettings.DEFAULT);
        LintReport one = linter.lint(scripts);

        assertThat(one.findings()).hasSizeGreaterThan(Rules.all().size());
        for (int threads = 2; threads < 6; threads++) {
            assertThat(linter.lint(scripts, List.of(), threads)).isEqualTo(one);
        }
    }

    private static LintScript script(int number, String text) {
        return new LintScript(
                number + "_x.sql", String.valueOf(number), LooseScript.Text.of(text), null, LintScript.Role.JUDGED);
    }
}
