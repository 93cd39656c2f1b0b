package dev.bellows.cli.text;

import dev.bellows.model.Failure;
import dev.bellows.model.Report;
import dev.bellows.model.StepResult;
import dev.bellows.model.StepResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failed statement, as good compilers show an error: what, where, the line with a caret, and what to do. */
public final class FailureText {
    private static final int LONGEST_EXCERPT = 90;
    private static final int BEFORE_CARET = 60;

    private FailureText() {}

    /** The lines of a failure. */
    public static List<String> of(Failure failure, Report report, Ink ink) {
        List<String> lines = new ArrayList<>();
        String number = String.valueOf(failure.line());
        String margin = " ".repeat(number.length());
        lines.add(ink.bad("error:") + " " + ink.strong(indented(failure.message(), "       ")));
        lines.add(
                margin + ink.faint("--> ") + Cells.plain(failure.file()) + ":" + failure.line() + ":" + failure.column()
                        + " (statement " + failure.statement() + " of " + failure.statements()
                        + (failure.sqlState().isEmpty() ? "" : ", SQLSTATE " + failure.sqlState()) + ")");
        excerpt(failure, number, margin, ink, lines);
        note("detail", failure.detail(), margin, lines);
        note("hint", failure.hint(), margin, lines);
        lines.add(margin + " = " + thisFile(failure));
        String before = before(report);
        if (!before.isEmpty()) {
            lines.add(margin + " = " + before);
        }
        lines.add(ink.strong("next:") + " " + Cells.plain(failure.next()));
        return lines;
    }

    private static void excerpt(Failure failure, String number, String margin, Ink ink, List<String> lines) {
        if (failure.excerpt().isBlank()) {
            return;
        }
        int[] text = failure.excerpt().codePoints().toArray();
        int caret = Math.max(0, Math.min(failure.column() - 1, text.length));
        // A long line is shown around its caret.
        int start = text.length > LONGEST_EXCERPT ? Math.max(0, caret - BEFORE_CARET) : 0;
        int end = Math.min(text.length, start + LONGEST_EXCERPT);
        String before = (start > 0 ? "…" : "") + Cells.plain(new String(text, start, caret - start));
        String after = Cells.plain(new String(text, caret, end - caret)) + (end < text.length ? "…" : "");
        lines.add(margin + " " + ink.faint("|"));
        lines.add(ink.faint(number + " |") + " " + before + after);
        lines.add(margin + " " + ink.faint("|") + " " + " ".repeat(Cells.width(before)) + ink.bad("^"));
    }

    private static void note(String what, @Nullable String text, String margin, List<String> lines) {
        if (text != null && !text.isBlank()) {
            String start = margin + " = " + what + ": ";
            lines.add(start + indented(text, " ".repeat(start.length())));
        }
    }

    private static String thisFile(Failure failure) {
        return failure.done() == 0
                ? "of this file nothing is in the database"
                : "of this file " + failure.done() + " of " + Words.count(failure.statements(), "statement")
                        + (failure.done() == 1 ? " is" : " are") + " in the database";
    }

    private static String before(Report report) {
        List<StepResult> done = report.steps().stream()
                .filter(step -> step.outcome() == Outcome.APPLIED || step.outcome() == Outcome.REVERTED)
                .toList();
        if (done.isEmpty()) {
            return "";
        }
        String verb = done.get(0).outcome() == Outcome.APPLIED ? "applied" : "reverted";
        int shown = 5;
        String more = done.size() > shown ? (done.size() - shown) + " more, " : "";
        return verb + " before it in this run: " + more
                + done.stream()
                        .skip(Math.max(0, done.size() - shown))
                        .map(step -> Words.title(step.owner(), step.version(), step.description()))
                        .collect(Collectors.joining(", "));
    }

    private static String indented(String text, String indent) {
        return Cells.plainLines(text.strip()).replace("\n", "\n" + indent);
    }
}
