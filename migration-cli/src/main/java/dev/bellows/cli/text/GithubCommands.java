package dev.bellows.cli.text;

import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.cli.lint.Region;
import dev.bellows.lint.Finding;
import dev.bellows.lint.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Findings as commands to GitHub's runner, which shows them on the lines of a pull request:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
public final class GithubCommands {
    /** GitHub shows so many of each kind for a step, and drops the others. */
    private static final int SHOWN = 10;

    private GithubCommands() {}

    /** A command for each finding, the most severe first. */
    public static List<String> of(Judgement judgement, String tagPrefix) {
        return judgement.findings().stream()
                .sorted(Comparator.comparing((Located each) -> each.finding().severity(), Comparator.reverseOrder()))
                .map(each -> command(each, judgement, tagPrefix))
                .toList();
    }

    /** What GitHub will not show; empty when it shows all. */
    public static Optional<String> unseen(Judgement judgement) {
        List<String> dropped = new ArrayList<>();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
            long count = judgement.count(severity);
            if (count > SHOWN) {
                dropped.add(SHOWN + " of " + Words.count(count, kind(severity)));
            }
        }
        return dropped.isEmpty()
                ? Optional.empty()
                : Optional.of("GitHub shows " + String.join(" and ", dropped)
                        + " on the lines of a pull request; the others are in this log and in the step's summary");
    }

    private static String kind(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "notice";
        };
    }

    private static String command(Located located, Judgement judgement, String tagPrefix) {
        Finding finding = located.finding();
        Region region = located.region();
        List<String> text = new ArrayList<>(List.of(finding.message()));
        text.addAll(FindingBody.of(finding, judgement.sizes(), tagPrefix));
        StringBuilder command =
                new StringBuilder("::" + kind(finding.severity()) + " file=" + property(located.path()));
        command.append(",line=").append(region.line()).append(",endLine=").append(region.endLine());
        if (region.line() == region.endLine()) {
            // GitHub refuses columns of what goes over several lines. Its end is the last column.
            command.append(",col=").append(region.column());
            command.append(",endColumn=").append(Math.max(region.column(), region.endColumn() - 1));
        }
        return command.append(",title=")
                .append(property(finding.rule()))
                .append("::")
                .append(data(String.join("\n", text)))
                .toString();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
