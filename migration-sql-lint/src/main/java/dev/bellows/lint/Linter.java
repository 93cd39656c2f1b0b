package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges the migrations of a folder, in the order in which they run. */
public final class Linter {
    private final List<Rule> rules;
    private final LintSettings settings;

    /**
     * A linter.
     *
     * @param rules those that are asked; of the rules of taste among them, those that the settings want
     */
    public Linter(List<Rule> rules, LintSettings settings) {
        this.rules = rules.stream()
                .filter(rule -> !rule.info().style()
                        || settings.styles().contains(rule.info().id()))
                .toList();
        this.settings = settings;
    }

    /** What is to be said of the scripts, which are all that is known. */
    public LintReport lint(List<LintScript> scripts) {
        return lint(scripts, List.of(), 1);
    }

    /**
     * Likewise, with more threads than the caller's.
     *
     * @param files what whoever read them has to say of files; it stands first, and may be allowed as everything may
     * @param threads how many work at once, at least 1
     */
    public LintReport lint(List<LintScript> scripts, List<FileFinding> files, int threads) {
        Allowances allowances = new Allowances(rules, settings);
        Expands expands = new Expands();
        List<Finding> findings = new ArrayList<>();
        List<Finding> allowed = new ArrayList<>();
        Map<String, Map<ObjectName, LockMode>> locks = new HashMap<>();
        files.forEach(file -> allowances.apply(file, findings, allowed));
        int count = 0;
        int statements = 0;
        for (JudgedScript judged : HiddenColumns.look(new Judges(scripts, rules, settings).judge(threads), settings)) {
            locks.put(judged.script().name(), judged.locks());
            if (judged.script().role().judged()) {
                count++;
                statements += judged.statements();
                allowances.apply(expands.look(judged), findings, allowed);
            } else {
                judged.found().forEach(found -> findings.add(found.finding()));
            }
        }
        return new LintReport(findings, allowed, allowances.unused(), locks, count, statements);
    }
}
