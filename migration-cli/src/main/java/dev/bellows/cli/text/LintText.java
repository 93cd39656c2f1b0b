package dev.bellows.cli.text;

import dev.bellows.lint.Finding;
import dev.bellows.lint.FindingText;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the linter found: place, severity, rule, what breaks; then the lock and the safe way. */
public final class LintText {
    private LintText() {}

    /** The lines of all findings; a contract that is tagged as one takes a single line. */
    public static List<String> of(List<Finding> findings, String tagPrefix, Ink ink) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            lines.add(ink.strong(Cells.plain(FindingText.place(finding)) + ":") + " " + severity(finding, ink) + " "
                    + Cells.plainLines(finding.message()));
            if (finding.severity() != Severity.NOTE) {
                FindingText.body(finding, tagPrefix).forEach(line -> lines.add("  " + ink.faint(Cells.plain(line))));
            }
        }
        return lines;
    }

    private static String severity(Finding finding, Ink ink) {
        String word = finding.severity().name().toLowerCase(Locale.ROOT) + "[" + finding.rule() + "]:";
        return switch (finding.severity()) {
            case ERROR -> ink.bad(word);
            case WARNING -> ink.strong(word);
            case NOTE -> ink.faint(word);
        };
    }

    /** {@code 2 errors, 1 warning in 14 migrations (61 statements); 3 allowed}. */
    public static String summary(LintReport report) {
        long errors = report.count(Severity.ERROR);
        long warnings = report.count(Severity.WARNING);
        long notes = report.count(Severity.NOTE);
        List<String> parts = new ArrayList<>();
        if (errors > 0) {
            parts.add(Words.count(errors, "error"));
        }
        if (warnings > 0) {
            parts.add(Words.count(warnings, "warning"));
        }
        if (notes > 0) {
            parts.add(Words.count(notes, "note"));
        }
        String found = parts.isEmpty() ? "nothing to say" : String.join(", ", parts);
        String allowed =
                report.allowed().isEmpty() ? "" : "; " + report.allowed().size() + " allowed";
        return found + " in " + Words.count(report.scripts(), "migration") + " ("
                + Words.count(report.statements(), "statement") + ")" + allowed;
    }
}
