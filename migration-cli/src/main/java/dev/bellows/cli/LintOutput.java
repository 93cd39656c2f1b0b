package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.cli.json.LintJson;
import dev.bellows.cli.lint.FailOn;
import dev.bellows.cli.lint.Outcome;
import dev.bellows.cli.text.LintText;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code bellows lint} tells what it found, and when that is a failure. */
final class LintOutput {
    @Option(
            names = "--fail-on",
            paramLabel = "error|warning|never",
            converter = Converters.OfFailOn.class,
            description = "the findings that end with exit code 4; errors and warnings by default")
    private FailOn failOn = FailOn.WARNING;

    Answer answer(Outcome outcome, String tagPrefix, Call call) {
        LintReport report = outcome.report();
        String summary = LintText.summary(report);
        List<String> lines = LintText.of(report.findings(), tagPrefix, call.ink());
        lines.add(summary);
        List<String> remarks = new ArrayList<>();
        outcome.notices().forEach(notice -> remarks.add("notice: " + notice));
        report.unused()
                .forEach(each -> remarks.add("notice: the configuration allows " + each.rule() + " (" + each.reason()
                        + "), which finds nothing here"));
        boolean fails = failOn.fails(report);
        Map<String, @Nullable Object> json = LintJson.of(report);
        if (fails) {
            json.put("error", Json.fields("kind", "found", "message", summary, "next", "bellows lint --explain RULE"));
        }
        if (report.count(Severity.ERROR) + report.count(Severity.WARNING) > 0) {
            lines.add("the page of a rule: bellows lint --explain RULE");
        }
        return new Answer(fails ? 4 : 0, lines, remarks, List.of(), json);
    }
}
