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
    private static final int USUAL = 96;
    private static final int LEAST = 20;

    private FailureText() {}

    /**
     * The lines of a failure.
     *
     * @param columns how wide they may be; 0 for the usual width
     */
    public static List<String> of(Failure failure, Report report, Ink ink, int columns) {
        return lines(
                ink.bad("error:") + " " + ink.strong(indented(failure.message(), "       ")),
                failure,
                report,
                ink,
                columns);
    }

    /** The lines of a statement that was cancelled because somebody interrupted the run. */
    public static List<String> interrupted(Failure failure, Report report, Ink ink, int columns) {
        return lines(
                ink.bad("interrupted:") + " "
                        + ink.strong("what ran was cancelled on the server, and recorded as failed"),
                failure,
                report,
                ink,
                columns);
    }

    private static List<String> lines(String headline, Failure failure, Report report, Ink ink, int columns) {
        List<String> lines = new ArrayList<>();
        String number = String.valueOf(failure.line());
        String margin = " ".repeat(number.length());
        lines.add(headline);
        lines.add(margin + ink.faint("--> ") + Cells.plain(failure.file()) + ":" + failure.line() + ":"
                + failure.column()
                + (failure.check() ? " (query " : " (statement ") + failure.statement() + " of " + failure.statements()
                + (failure.sqlState().isEmpty() ? "" : ", SQLSTATE " + failure.sqlState()) + ")");
        excerpt(failure, number, columns == 0 ? USUAL : columns, ink, lines);
        note("detail", failure.detail(), margin, lines);
        note("hint", failure.hint(), margin, lines);
        note("context", failure.context(), margin, lines);
        lines.add(margin + " = " + thisFile(failure));
        String before = before(report);
        if (!before.isEmpty()) {
            lines.add(margin + " = " + before);
        }
        alsoFailed(failure, report).forEach(other -> lines.add(margin + " = " + other));
        QuarantineText.keptBy(report.quarantined()).forEach(kept -> lines.add(margin + " = " + kept));
        lines.add(ink.strong("next:") + " " + Cells.plain(failure.next()));
        return lines;
    }

    private static void excerpt(Failure failure, String number, int columns, Ink ink, List<String> lines) {
        if (failure.excerpt().isBlank()) {
            return;
        }
        String margin = " ".repeat(number.length());
        int room = Math.max(LEAST, columns - number.length() - 5);
        int[] text = Cells.plain(failure.excerpt()).codePoints().toArray();
        int caret = Math.max(0, Math.min(failure.column() - 1, text.length));
        // A long line is shown around its caret.
        int start = width(text, 0, text.length) > room ? beginning(text, caret, room * 2 / 3) : 0;
        int end = ending(text, start, room);
        String before = (start > 0 ? "…" : "") + new String(text, start, caret - start);
        String after = new String(text, caret, end - caret) + (end < text.length ? "…" : "");
        lines.add(margin + " " + ink.faint("|"));
        lines.add(ink.faint(number + " |") + " " + before + after);
        lines.add(margin + " " + ink.faint("|") + " " + " ".repeat(Cells.width(before)) + ink.bad("^"));
    }

    private static int width(int[] text, int start, int end) {
        return Cells.width(new String(text, start, end - start));
    }

    /** Where to begin so that no more than these columns stand before the caret. */
    private static int beginning(int[] text, int caret, int columns) {
        int start = caret;
        while (start > 0 && width(text, start - 1, caret) <= columns) {
            start--;
        }
        return start;
    }

    private static int ending(int[] text, int start, int columns) {
        int end = start;
        while (end < text.length && width(text, start, end + 1) <= columns) {
            end++;
        }
        return end;
    }

    private static void note(String what, @Nullable String text, String margin, List<String> lines) {
        if (text != null && !text.isBlank()) {
            String start = margin + " = " + what + ": ";
            lines.add(start + indented(text, " ".repeat(start.length())));
        }
    }

    private static String thisFile(Failure failure) {
        String whose = failure.check() ? "of its migration " : "of this file ";
        return failure.done() == 0
                ? whose + "nothing is in the database"
                : whose
                        + (failure.check()
                                ? Words.count(failure.done(), "statement")
                                : failure.done() + " of " + Words.count(failure.statements(), "statement"))
                        + (failure.done() == 1 ? " is" : " are") + " in the database";
    }

    /** The other checks that do not hold, where they were run again. */
    private static List<String> alsoFailed(Failure failure, Report report) {
        return report.checks().stream()
                .filter(check -> !check.holds())
                .filter(check -> !check.file().equals(failure.file()) || check.query() != failure.statement())
                .map(check -> "so it is with " + Cells.plain(check.file()) + ":" + check.line() + ": "
                        + Cells.plain(check.problem()))
                .toList();
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
