package dev.bellows.cli.text;

import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.lint.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page that GitHub shows of a step, in Markdown. */
public final class GithubSummary {
    /** GitHub refuses a page of more than a mebibyte; nobody reads as many lines. */
    private static final int MOST = 500;

    private GithubSummary() {}

    /** Adds it to the file that GitHub names; what went wrong, if that could not be done. */
    public static Optional<String> append(Judgement judgement, String file) {
        try {
            Files.writeString(
                    Path.of(file),
                    String.join("\n", of(judgement)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.of("GITHUB_STEP_SUMMARY names a file that cannot be written: " + file);
        }
    }

    static List<String> of(Judgement judgement) {
        List<String> lines = new ArrayList<>(List.of("### bellows lint", "", LintSummary.line(judgement)));
        List<Located> findings = judgement.findings().stream()
                .sorted(Comparator.comparing((Located each) -> each.finding().severity(), Comparator.reverseOrder()))
                .toList();
        if (!findings.isEmpty()) {
            lines.addAll(List.of("", "| severity | rule | where | what |", "|---|---|---|---|"));
        }
        findings.stream().limit(MOST).map(GithubSummary::row).forEach(lines::add);
        if (findings.size() > MOST) {
            lines.addAll(List.of("", "and " + (findings.size() - MOST) + " more, in the log"));
        }
        if (findings.stream().anyMatch(each -> each.finding().severity() != Severity.NOTE)) {
            lines.addAll(List.of("", "Why, and the safe way: `bellows lint --explain RULE`"));
        }
        return lines;
    }

    private static String row(Located located) {
        return "| " + located.finding().severity().name().toLowerCase(Locale.ROOT) + " | `"
                + located.finding().rule() + "` | "
                + cell(located.path()) + ":" + located.region().line() + " | "
                + cell(located.finding().message()) + " |";
    }

    /** Text that means only itself in a table. */
    private static String cell(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_|\\[\\]~#])", "\\\\$1")
                .replaceAll("\\s+", " ");
    }
}
