package dev.bellows.cli.text;

import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What all findings come to. */
public final class LintSummary {
    /** The rules that are worth a line of their own. */
    private static final int MOST = 5;

    private LintSummary() {}

    /**
     * The last lines of a report.
     *
     * @param shortened how many findings were not told whole
     * @param old whether these are probably migrations that ran before Bellows came
     */
    static List<String> of(Judgement judgement, int shortened, boolean old, Display display) {
        int width = display.width().getAsInt();
        List<String> lines = new ArrayList<>(Wrapping.of(display.ink().strong(line(judgement)), width));
        List<Map.Entry<String, Long>> rules = rules(judgement);
        if (rules.size() > 1 && judgement.findings().size() > MOST) {
            lines.addAll(found(rules));
        }
        if (shortened > 0) {
            lines.addAll(Wrapping.of(
                    shortened + " of them are short, as findings of the same rule stand above: --full tells the lock"
                            + " and the safe way of each",
                    width));
        }
        if (old) {
            lines.add("if these ran long ago, make them history, and only what is new is judged: bellows lint --init");
        }
        if (!rules.isEmpty()) {
            lines.add("why, who is hurt, the safe way: bellows lint --explain "
                    + rules.get(0).getKey());
        }
        return lines;
    }

    private static List<String> found(List<Map.Entry<String, Long>> rules) {
        List<String> lines = new ArrayList<>();
        int digits = String.valueOf(rules.get(0).getValue()).length();
        for (Map.Entry<String, Long> rule : rules.subList(0, Math.min(MOST, rules.size()))) {
            String number = String.valueOf(rule.getValue());
            lines.add("  " + " ".repeat(digits - number.length()) + number + " " + rule.getKey());
        }
        List<Map.Entry<String, Long>> others = rules.subList(Math.min(MOST, rules.size()), rules.size());
        if (!others.isEmpty()) {
            long rest = others.stream().mapToLong(Map.Entry::getValue).sum();
            String number = String.valueOf(rest);
            lines.add("  " + " ".repeat(Math.max(0, digits - number.length())) + number + " of "
                    + Words.count(others.size(), "other rule"));
        }
        return lines;
    }

    /** How often each rule found an error or a warning, the most often first. */
    private static List<Map.Entry<String, Long>> rules(Judgement judgement) {
        Map<String, Long> counts = judgement.findings().stream()
                .map(Located::finding)
                .filter(finding -> finding.severity() != Severity.NOTE)
                .collect(Collectors.groupingBy(finding -> finding.rule(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }

    /** {@code 2 errors, 1 warning in 14 migrations (61 statements); 3 allowed, 1 switched off}. */
    public static String line(Judgement judgement) {
        LintReport report = judgement.report();
        List<String> parts = new ArrayList<>();
        add(parts, report.count(Severity.ERROR), "error");
        add(parts, report.count(Severity.WARNING), "warning");
        add(parts, report.count(Severity.NOTE), "note");
        List<String> besides = new ArrayList<>();
        if (!judgement.allowed().isEmpty()) {
            besides.add(judgement.allowed().size() + " allowed");
        }
        if (!judgement.off().isEmpty()) {
            besides.add(judgement.off().size() + " switched off in the configuration");
        }
        return (parts.isEmpty() ? "nothing to say" : String.join(", ", parts)) + " in "
                + Words.count(report.scripts(), "migration") + " (" + Words.count(report.statements(), "statement")
                + ")" + (besides.isEmpty() ? "" : "; " + String.join(", ", besides));
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(Words.count(count, what));
        }
    }
}
