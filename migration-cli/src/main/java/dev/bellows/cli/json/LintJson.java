package dev.bellows.cli.json;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a lint found, as JSON's objects. */
public final class LintJson {
    private LintJson() {}

    /** The fields of {@code bellows lint}. */
    public static Map<String, @Nullable Object> of(LintReport report) {
        return Json.fields(
                "migrations",
                report.scripts(),
                "statements",
                report.statements(),
                "findings",
                report.findings().stream().map(LintJson::finding).toList(),
                "allowed",
                report.allowed().stream().map(LintJson::finding).toList());
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        return Json.fields(
                "rule", finding.rule(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "verdicts", finding.verdicts().stream().map(Verdict::word).toList(),
                "file", finding.script(),
                "line", finding.span().line(),
                "column", finding.span().column(),
                "message", finding.message(),
                "locks", finding.effects(),
                "assumed", finding.assumed(),
                "way", way(finding.way()));
    }

    private static List<Map<String, @Nullable Object>> way(Way way) {
        return way.steps().stream()
                .map(step -> Json.fields(
                        "what",
                        step.what(),
                        "phase",
                        step.phase() == null ? null : step.phase().name().toLowerCase(Locale.ROOT),
                        "sql",
                        step.sql().isEmpty() ? null : step.sql()))
                .toList();
    }
}
