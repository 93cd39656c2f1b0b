package dev.bellows.lint.rules;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Rule;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What rules say of a statement on the shop of the examples. */
final class Judgement {
    private final List<LintScript> scripts = new ArrayList<>();
    private final List<Rule> rules;
    private Role role = Role.JUDGED;

    Judgement(List<Rule> rules) {
        this.rules = rules;
        scripts.add(script("0001_schema.sql", Examples.schema(), Role.KNOWN));
    }

    /** After another migration, which is not judged. */
    Judgement after(String sql) {
        scripts.add(script("0002_more.sql", sql, Role.KNOWN));
        return this;
    }

    /** After a migration that nobody has released; nor is then the one that is judged. */
    Judgement afterUnreleased(String sql) {
        scripts.add(script("0003_unreleased.sql", sql, Role.UNRELEASED));
        role = Role.UNRELEASED;
        return this;
    }

    /** The findings about a migration. */
    List<Finding> of(String sql) {
        List<LintScript> all = new ArrayList<>(scripts);
        all.add(script("0043_change.sql", sql, role));
        LintReport report = new Linter(rules, new LintSettings(18, "bellows", Set.of(), List.of())).lint(all);
        return report.findings().stream()
                .filter(finding -> finding.script().equals("0043_change.sql"))
                .toList();
    }

    /** The rules that find something, in the order of their findings: {@code drop-table drop-cascade}; nothing is empty. */
    String rules(String sql) {
        return String.join(" ", of(sql).stream().map(Finding::rule).toList());
    }

    private static LintScript script(String name, String text, Role role) {
        return new LintScript(name, name.substring(0, 4), LooseScript.Text.of(text), null, role);
    }
}
