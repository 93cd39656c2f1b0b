package dev.bellows.cli.lint;

import dev.bellows.cli.config.RuleSeverity;
import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.Severity;
import dev.bellows.lint.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much findings count, as the configuration has it. */
public final class Severities {
    private final List<RuleSeverity> wanted;

    /** Of these, the last one that fits counts. */
    public Severities(List<RuleSeverity> wanted) {
        this.wanted = List.copyOf(wanted);
    }

    /**
     * A report as the configuration wants it.
     *
     * @param off what is not reported
     */
    public record Weighed(LintReport report, List<Finding> off) {}

    /** Weighs what was found; what is allowed stays allowed. */
    public Weighed weigh(LintReport report) {
        List<Finding> findings = new ArrayList<>();
        List<Finding> off = new ArrayList<>();
        for (Finding finding : report.findings()) {
            @Nullable String severity = of(finding);
            if (severity == null) {
                findings.add(finding);
            } else if (severity.equals(RuleSeverity.OFF)) {
                off.add(finding);
            } else {
                findings.add(counting(finding, Severity.valueOf(severity.toUpperCase(Locale.ROOT))));
            }
        }
        LintReport weighed = new LintReport(
                findings, report.allowed(), report.unused(), report.locks(), report.scripts(), report.statements());
        return new Weighed(weighed, List.copyOf(off));
    }

    private @Nullable String of(Finding finding) {
        @Nullable String severity = null;
        for (RuleSeverity each : wanted) {
            if (each.rule().equals(finding.rule())
                    && (each.path() == null || finding.script().contains(each.path()))) {
                severity = each.severity();
            }
        }
        return severity;
    }

    /** A contract that is tagged as one is a note whatever its rule counts: its author has said that he knows. */
    private static Finding counting(Finding finding, Severity severity) {
        boolean tagged =
                finding.severity() == Severity.NOTE && finding.verdicts().contains(Verdict.CONTRACT);
        return tagged ? finding : finding.counting(severity);
    }
}
