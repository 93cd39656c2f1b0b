package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Judges the migrations of a folder, in the order in which they run. */
public final class Linter {
    /** The characters of scripts that are understood before they are judged; they take some thirty times as much memory. */
    private static final int AHEAD = 1 << 17;

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
     * Likewise, with more threads: they read scripts ahead, while the caller's judges those that have been read, one after the
     * other.
     *
     * @param files what whoever read them has to say of files; it stands first, and may be allowed as everything may
     * @param threads how many work at once, at least 1
     */
    public LintReport lint(List<LintScript> scripts, List<FileFinding> files, int threads) {
        List<Callable<ScriptReading>> readings = new ArrayList<>();
        scripts.forEach(script -> readings.add(() -> new ScriptReading(script, settings)));
        try (ReadAhead<ScriptReading> ahead = new ReadAhead<>(readings, ScriptReading::size, AHEAD, threads)) {
            return judged(scripts, files, ahead);
        }
    }

    private LintReport judged(List<LintScript> scripts, List<FileFinding> files, ReadAhead<ScriptReading> ahead) {
        Schema schema = new Schema();
        Allowances allowances = new Allowances(rules, settings);
        Expands expands = new Expands();
        List<Finding> findings = new ArrayList<>();
        List<Finding> allowed = new ArrayList<>();
        Map<String, Map<ObjectName, LockMode>> locks = new HashMap<>();
        files.forEach(file -> allowances.apply(file, findings, allowed));
        int judged = 0;
        int statements = 0;
        for (LintScript script : scripts) {
            ScriptLint lint = new ScriptLint(schema, rules, settings, script, ahead.take());
            lint.run();
            locks.put(script.name(), lint.locks());
            if (script.role().judged()) {
                judged++;
                expands.look(script, lint);
                statements += lint.statements();
                allowances.apply(script, lint, findings, allowed);
            } else {
                lint.found().forEach(found -> findings.add(found.finding()));
            }
        }
        return new LintReport(findings, allowed, allowances.unused(), locks, judged, statements);
    }
}
