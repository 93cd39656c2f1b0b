package dev.bellows.cli.text;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Why something does not run: code, place, cause and what to do. */
public final class RefusalText {
    private static final int LONGEST_EXCERPT = 60;

    private RefusalText() {}

    /** The lines of refusals. */
    public static List<String> of(List<Refusal> refusals, Ink ink) {
        return of(refusals, ink, "");
    }

    /** Likewise, without one thing to do that is told elsewhere. */
    static List<String> of(List<Refusal> refusals, Ink ink, String told) {
        List<String> lines = new ArrayList<>();
        for (Refusal refusal : refusals) {
            String place = refusal.file() == null
                    ? ""
                    : refusal.file() + (refusal.line() == 0 ? "" : ":" + refusal.line())
                            + (refusal.column() == 0 ? "" : ":" + refusal.column()) + ": ";
            lines.add(ink.bad("refused[" + refusal.code() + "]:") + " " + Cells.plain(place)
                    + ink.strong(Cells.plainLines(refusal.cause())));
            excerpt(refusal, ink, lines);
            if (!refusal.next().equals(told)) {
                lines.add("  " + ink.strong("next:") + " " + Cells.plainLines(refusal.next()));
            }
        }
        return lines;
    }

    private static void excerpt(Refusal refusal, Ink ink, List<String> lines) {
        if (refusal.excerpt().isBlank()) {
            return;
        }
        String number = String.valueOf(refusal.line());
        String text = Cells.plain(refusal.excerpt());
        // The caret stands under the last character; of a long line the end is shown.
        int from = Math.max(0, text.length() - LONGEST_EXCERPT);
        String shown = (from > 0 ? "…" : "") + text.substring(from);
        int caret = Cells.width(shown) - Cells.width(shown.codePointBefore(shown.length()));
        lines.add("  " + ink.faint(number + " |") + " " + shown);
        lines.add("  " + " ".repeat(number.length()) + " " + ink.faint("|") + " " + " ".repeat(caret) + ink.bad("^"));
    }
}
