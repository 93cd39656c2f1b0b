package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.Own;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Severity;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds each line of its {@code bad.sql} that is marked, no other one, and nothing in its {@code good.sql}. */
class ExamplesTest {
    private static final String MARK = "-- bad";

    static Stream<String> rules() {
        return Stream.concat(Rules.all().stream().map(Rule::info), Own.infos().stream())
                .map(RuleInfo::id)
                // Whoever reads the folder finds these, before there is a script to lint.
                .filter(rule -> !List.of("migration-file", "edited-migration", "deleted-migration", "older-than-base")
                        .contains(rule));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void finds_what_is_bad(String rule) {
        String example = Examples.bad(rule);
        LintReport report = Examples.lint(rule, example);

        assertThat(report.findings().stream()
                        .filter(finding -> finding.rule().equals(rule))
                        .map(ExamplesTest::place)
                        .distinct())
                .as(describe(report.findings()))
                .containsExactlyElementsOf(marked(example));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void finds_nothing_in_what_is_good(String rule) {
        List<Finding> findings = Examples.lint(rule, Examples.good(rule)).findings();

        assertThat(findings).as(describe(findings)).noneMatch(finding -> finding.severity() != Severity.NOTE);
    }

    private static String place(Finding finding) {
        return finding.script() + ":" + finding.span().line();
    }

    private static List<String> marked(String example) {
        return Examples.files(example).entrySet().stream()
                .flatMap(file -> marked(file.getKey(), file.getValue()))
                .toList();
    }

    private static Stream<String> marked(String name, String text) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).endsWith(MARK))
                // A line of its own marks the one below it.
                .mapToObj(line -> name + ":" + (lines.get(line).equals(MARK) ? line + 2 : line + 1));
    }

    private static String describe(List<Finding> findings) {
        StringBuilder text = new StringBuilder("findings:");
        findings.forEach(each -> text.append("\n")
                .append(place(each))
                .append(" ")
                .append(each.severity())
                .append(" ")
                .append(each.rule())
                .append(": ")
                .append(each.message()));
        return text.toString();
    }
}
