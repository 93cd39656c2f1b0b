package dev.bellows.cli.lint;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintSettings.Allowed;
import dev.bellows.lint.Linter;
import dev.bellows.source.LintSources;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found in all sources, each of which is a world of its own.
 *
 * @param texts of the files that were read, by the name that findings carry
 * @param judged the files that were judged, in their order
 * @param notices what a person should know besides the findings
 */
public record Outcome(
        LintReport report, Map<String, LooseScript.Text> texts, List<String> judged, List<String> notices) {
    public Outcome {
        texts = Map.copyOf(texts);
        judged = List.copyOf(judged);
        notices = List.copyOf(notices);
    }

    /** Judges the sources, one after the other. */
    public static Outcome of(Linter linter, List<LintSources> sources) {
        List<Finding> findings = new ArrayList<>();
        List<Finding> allowed = new ArrayList<>();
        Set<Allowed> unused = new LinkedHashSet<>();
        Map<String, LooseScript.Text> texts = new HashMap<>();
        List<String> judged = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        int scripts = 0;
        int statements = 0;
        int processors = Runtime.getRuntime().availableProcessors();
        for (LintSources source : sources) {
            LintReport report = linter.lint(source.scripts(), source.findings(), processors);
            findings.addAll(report.findings());
            allowed.addAll(report.allowed());
            unused.addAll(report.unused());
            for (LintScript script : source.scripts()) {
                texts.put(script.name(), script.text());
                if (script.role().judged()) {
                    judged.add(script.name());
                }
            }
            notices.addAll(source.notices());
            scripts += report.scripts();
            statements += report.statements();
        }
        // A folder that is named twice is told once.
        List<Finding> once = sources.size() == 1 ? findings : List.copyOf(new LinkedHashSet<>(findings));
        return new Outcome(
                new LintReport(once, allowed, List.copyOf(unused), Map.of(), scripts, statements),
                texts,
                judged,
                notices);
    }

    /** The same with more that a person should know. */
    public Outcome noting(List<String> more) {
        List<String> all = new ArrayList<>(notices);
        all.addAll(more);
        return new Outcome(report, texts, judged, all);
    }
}
