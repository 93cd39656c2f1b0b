package dev.bellows.cli.json;

import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.lint.Severity;
import dev.bellows.lint.Verdict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings as GitLab's Code Quality reads them: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
public final class GitlabJson {
    private GitlabJson() {}

    /** The whole document. */
    public static String of(Judgement judgement) {
        return Json.text(judgement.findings().stream().map(GitlabJson::issue).toList());
    }

    private static Map<String, @Nullable Object> issue(Located located) {
        return Json.fields(
                "description",
                located.finding().message(),
                "check_name",
                located.finding().rule(),
                "fingerprint",
                located.fingerprint(),
                "severity",
                severity(located),
                "location",
                Json.fields(
                        "path",
                        located.path(),
                        "lines",
                        Json.fields(
                                "begin",
                                located.region().line(),
                                "end",
                                located.region().endLine())));
    }

    /** GitLab has five: what loses data or never runs is worse than what stops somebody for a while. */
    private static String severity(Located located) {
        if (located.finding().severity() == Severity.ERROR) {
            return located.finding().verdicts().contains(Verdict.LOSES) ? "blocker" : "critical";
        }
        return located.finding().severity() == Severity.WARNING ? "minor" : "info";
    }
}
