package dev.bellows.cli.text;

import dev.bellows.cli.config.HistoryLines;
import dev.bellows.model.Adoption;
import dev.bellows.model.Adoption.Adopted;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code bellows adopt} found and did, and what comes next. */
public final class AdoptionText {
    /** How many names are listed; of more, only how many there are. */
    private static final int NAMED = 20;

    private AdoptionText() {}

    /**
     * What was found, and what is or would be written of it.
     *
     * @param shown the configuration's file, as people know it
     */
    public static List<String> found(Adoption adoption, HistoryLines history, Path shown, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong(Cells.plain(adoption.tool() + ": " + Words.count(adoption.rows(), "migration") + " in "
                + adoption.table() + (adoption.newest() == null ? "" : ", the last " + adoption.newest()))));
        if (adoption.baseline() != null) {
            lines.add(baseline(adoption));
        } else {
            files(adoption, lines);
        }
        list(lines, "only in " + adoption.table(), adoption.onlyInTable());
        list(
                lines,
                "only in the folder, so pending",
                adoption.pending().stream().map(MigrationLabel::toString).toList());
        adoption.notices().forEach(notice -> lines.add("notice: " + Cells.plainLines(notice)));
        if (!history.lines().isEmpty()) {
            lines.add((adoption.done() ? "written into " : "for ") + Cells.plain(shown.toString()) + ":");
            history.lines().forEach(line -> lines.add("  + " + Cells.plain(line)));
        } else if (!history.already().isEmpty() && adoption.enforceFrom() != null) {
            lines.add(Cells.plain(shown + " says enforce-from = \"" + history.already() + "\", and keeps it"));
            list(
                    lines,
                    "history by that line, so never run on this database",
                    adoption.pending().stream()
                            .map(MigrationLabel::version)
                            .filter(version -> Version.isVersion(version)
                                    && Version.of(version).compareTo(Version.of(history.already())) < 0)
                            .toList());
        }
        return lines;
    }

    private static String baseline(Adoption adoption) {
        String version = String.valueOf(adoption.baseline());
        String what = version.matches("0+")
                ? "no file of the folder counts as applied"
                : "everything in the folder up to " + Cells.plain(version) + " counts as applied";
        return (adoption.already() > 0 ? "the ledger has its baseline already: " : "a baseline: ") + what;
    }

    private static void files(Adoption adoption, List<String> lines) {
        List<Adopted> adopted = adoption.adopted();
        if (!adopted.isEmpty()) {
            String first = adopted.get(0).migration().toString();
            String last = adopted.get(adopted.size() - 1).migration().toString();
            lines.add((adoption.done() ? "adopted " : "to adopt: ")
                    + Cells.plain(Words.count(adopted.size(), "migration") + ", "
                            + (first.equals(last) ? first : first + " to " + last)));
            long checked = adopted.stream().filter(Adopted::checked).count();
            if (checked > 0) {
                lines.add("  same checksum as " + adoption.tool() + " has: " + checked);
            }
            if (checked < adopted.size()) {
                lines.add("  no checksum to compare: " + (adopted.size() - checked)
                        + "; that the file is what ran is taken on trust");
            }
        }
        if (adoption.already() > 0) {
            lines.add("in the ledger already: " + adoption.already());
        }
    }

    private static void list(List<String> lines, String what, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(Cells.plain(what + ": "
                    + names.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (names.size() > NAMED ? ", and " + (names.size() - NAMED) + " more" : "")));
        }
    }
}
