package dev.bellows.cli.text;

import dev.bellows.cli.lint.Initialisation;
import dev.bellows.source.LintSources.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code bellows lint --init} did, and what comes next. */
public final class InitText {
    /** How many rules are named; of more, only how many there are. */
    private static final int NAMED = 5;

    private InitText() {}

    /** The lines of it. */
    public static List<String> of(Initialisation done) {
        List<String> lines = new ArrayList<>();
        @Nullable Versions versions = done.versions();
        if (versions == null) {
            lines.add("there are no migrations in " + Cells.plain(done.folder())
                    + ": nothing is history, and nothing was written");
        } else if (done.written().isEmpty()) {
            lines.add(Cells.plain(done.file().toString()) + " says " + done.already() + ": nothing is to do");
            lines.add("of " + Words.count(versions.count(), "migration") + " in " + Cells.plain(done.folder()) + ", "
                    + done.history() + " are history, and the others are judged");
        } else {
            lines.add(Cells.plain(done.folder()) + ": " + Words.count(versions.count(), "migration") + ", "
                    + range(versions) + ", " + (versions.count() == 1 ? "is" : "are")
                    + " history from now on: known, and not judged");
            lines.add("written into " + Cells.plain(done.file().toString()) + ":");
            done.written().forEach(line -> lines.add("  " + line));
            lines.add(reported(done));
        }
        if (!done.refused().isEmpty()) {
            lines.add("still an error each time, unless it is mended, moved, or allowed by [[allow]] with its path:");
            done.refused().forEach(file -> lines.add("  " + Cells.plainLines(file)));
        }
        if (versions != null) {
            lines.add("next: bellows lint                          here: what is new");
            lines.add("      bellows lint --git-base origin/main   in a pull request: what it adds, edits and deletes");
        }
        return lines;
    }

    private static String range(Versions versions) {
        return versions.count() == 1 ? versions.last() : versions.first() + " to " + versions.last();
    }

    private static String reported(Initialisation done) {
        int all = done.counts().values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return "as new ones they would have been reported for nothing";
        }
        String most = done.counts().entrySet().stream()
                .limit(NAMED)
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        int others = done.counts().size() - NAMED;
        return "as new ones they would have been reported for " + Words.count(all, "thing") + ": " + most
                + (others > 0 ? ", and " + Words.count(others, "rule") + " more" : "");
    }
}
