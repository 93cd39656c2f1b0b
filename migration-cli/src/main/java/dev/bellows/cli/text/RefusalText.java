package dev.bellows.cli.text;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Why something does not run: code, place, cause and what to do. */
public final class RefusalText {
    private RefusalText() {}

    /** The lines of refusals. */
    public static List<String> of(List<Refusal> refusals, Ink ink) {
        List<String> lines = new ArrayList<>();
        for (Refusal refusal : refusals) {
            String place = refusal.file() == null
                    ? ""
                    : refusal.file() + (refusal.line() == 0 ? "" : ":" + refusal.line()) + ": ";
            lines.add(ink.bad("refused[" + refusal.code() + "]:") + " " + Cells.plain(place)
                    + ink.strong(Cells.plainLines(refusal.cause())));
            lines.add("  " + ink.strong("next:") + " " + Cells.plainLines(refusal.next()));
        }
        return lines;
    }
}
