package dev.bellows.lint.rules;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Verdict;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.provider.Arguments;

/** What rules say of statements on the shop of the examples, in one line for each finding. */
final class RuleTable {
    private RuleTable() {}

    /** A change of the shop, and the findings. */
    static Arguments found(String sql, String... expected) {
        return Arguments.of("", Role.KNOWN, sql, List.of(expected));
    }

    /** A change after another migration. */
    static Arguments after(String before, String sql, String... expected) {
        return Arguments.of(before, Role.KNOWN, sql, List.of(expected));
    }

    /** A change after another migration; neither is released. */
    static Arguments unreleased(String before, String sql, String... expected) {
        return Arguments.of(before, Role.UNRELEASED, sql, List.of(expected));
    }

    /**
     * The findings of these rules.
     *
     * @param before an earlier migration of the shop; empty for none
     * @param role of that one; where it is not released, the next one is not either
     * @return lines such as {@code add-check contract blocks}, in the order of the statement
     */
    static List<String> findings(Set<String> rules, int major, String before, Role role, String sql) {
        return lint(rules, major, before, role, sql).stream()
                .map(RuleTable::line)
                .toList();
    }

    static List<Finding> lint(Set<String> rules, int major, String before, Role role, String sql) {
        List<LintScript> scripts = new ArrayList<>();
        scripts.add(
                new LintScript("0001_schema.sql", "0001", LooseScript.Text.of(Examples.schema()), null, Role.KNOWN));
        if (!before.isEmpty()) {
            scripts.add(new LintScript("0002_before.sql", "0002", LooseScript.Text.of(before), null, role));
        }
        scripts.add(new LintScript(
                "0003_change.sql", "0003", LooseScript.Text.of(sql), null, role == Role.KNOWN ? Role.JUDGED : role));
        LintSettings settings = new LintSettings(major, "bellows", Set.of(), List.of());
        return new Linter(Rules.all(), settings)
                .lint(scripts).findings().stream()
                        .filter(finding -> finding.script().equals("0003_change.sql"))
                        .filter(finding ->
                                rules.contains(finding.rule()) || finding.rule().equals("syntax-error"))
                        .toList();
    }

    private static String line(Finding finding) {
        return finding.rule() + " "
                + finding.verdicts().stream().map(Verdict::word).collect(Collectors.joining(" "));
    }
}
