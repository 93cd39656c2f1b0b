package dev.bellows.cli.text;

import dev.bellows.model.OpenCopy;
import dev.bellows.model.UnfinishedCopy;
import java.util.ArrayList;
import java.util.List;

/** The copies in batches that are not ended: how far they are, how to go on, how to give them up. */
public final class UnfinishedText {
    private UnfinishedText() {}

    /** A paragraph for each. */
    public static List<String> list(List<UnfinishedCopy> copies, Ink ink) {
        List<String> lines = new ArrayList<>();
        for (UnfinishedCopy each : copies) {
            OpenCopy copy = each.copy();
            String command = copy.down() ? "bellows down" : "bellows apply";
            lines.add(ink.strong(Cells.plain(copy.object())) + "  " + Cells.plain(copy.schema()) + ", being copied");
            lines.add("  begun for " + (copy.down() ? "the down of " : "")
                    + Cells.plain(copy.migration().toString()) + " at " + HolderText.when(copy.since()) + " UTC; "
                    + (each.gone() ? "gone: it is not there any more (dropped, renamed or moved)" : far(each)));
            lines.add("  the column is in its table still" + (each.gone() ? "" : "; triggers note what changes"));
            lines.add((each.gone() ? "  to begin anew: " : "  to go on: ")
                    + command + "; to give it up: bellows quarantine purge "
                    + Cells.plain(copy.schema()));
            lines.add("");
        }
        return lines;
    }

    private static String far(UnfinishedCopy copy) {
        if (copy.whole()) {
            return "whole but for what has changed since";
        }
        String rows = String.format(java.util.Locale.ROOT, "%,d", copy.rows());
        return copy.total() == 0 ? rows + " rows copied" : rows + " of " + SizeText.rows(copy.total()) + " copied";
    }
}
