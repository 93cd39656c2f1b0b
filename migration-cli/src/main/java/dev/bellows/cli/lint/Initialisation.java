package dev.bellows.cli.lint;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.HistoryLines;
import dev.bellows.lint.Finding;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Severity;
import dev.bellows.model.Location;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Settings;
import dev.bellows.source.LintPlace;
import dev.bellows.source.LintSources;
import dev.bellows.source.LintSources.Versions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An old folder that is made history.
 *
 * @param folder as typed
 * @param file the configuration, as the call finds it
 * @param written the lines that were written into it; empty when nothing was to do
 * @param already what it said before; empty when it said nothing
 * @param versions what the folder holds; null for no migrations
 * @param history how many of them are history now
 * @param counts what they would have been reported for as new ones, by rule, the most frequent first
 * @param refused files that nobody can say what they are
 * @param notices what a person should know of the folder
 */
public record Initialisation(
        String folder,
        Path file,
        List<String> written,
        String already,
        @Nullable Versions versions,
        int history,
        Map<String, Integer> counts,
        List<String> refused,
        List<String> notices) {
    public Initialisation {
        written = List.copyOf(written);
        counts = new LinkedHashMap<>(counts);
        refused = List.copyOf(refused);
        notices = List.copyOf(notices);
    }

    /**
     * Makes it so.
     *
     * @param wish whose path is the folder; none for those that the configuration names
     * @throws dev.bellows.model.ConfigurationException when there is no such folder, or the configuration says otherwise
     */
    public static Initialisation of(
            Selection.Wish wish, Configuration configuration, Settings settings, Linter linter) {
        List<String> paths = wish.paths();
        if (wish.selects()) {
            throw Selection.wrong("--init judges nothing", "leave out --since, --git-base and --stdin-name");
        }
        if (paths.size() > 1) {
            throw Selection.wrong("--init takes one folder", "bellows lint --init FOLDER");
        }
        List<String> folders = paths.isEmpty()
                // Others' migrations have a version of their own below which they are history.
                ? configuration.migrations().stream()
                        .filter(location -> location.owner().equals(MigrationId.MAIN))
                        .map(Location::place)
                        .toList()
                : List.of(configuration.place(paths.get(0)));
        if (folders.isEmpty()) {
            throw Selection.wrong("no folder of migrations is named", "bellows lint --init FOLDER");
        }
        folders.stream().filter(folder -> !Files.isDirectory(Path.of(folder))).forEach(folder -> {
            throw Selection.wrong("there is no folder " + folder, "name the one that holds the migrations");
        });
        List<LintPlace> places = folders.stream()
                .map(folder -> LintPlace.whole(Location.of(folder)))
                .toList();
        Settings judging = settings.change().enforceFrom(null).build();
        LintSources all = LintSources.of(places, null, judging, Initialisation.class.getClassLoader());
        Outcome outcome = Outcome.of(linter, List.of(all));
        List<String> refused = all.findings().stream()
                .map(each -> each.finding().script() + ": " + each.finding().message())
                .toList();
        @Nullable Versions versions = all.versions();
        HistoryLines lines = HistoryLines.of(
                configuration,
                versions == null ? null : versions.next(),
                folders,
                !paths.isEmpty(),
                "bellows lint --init");
        lines.write();
        int history = versions == null ? 0 : lines.already().isEmpty() ? versions.count() : history(places, settings);
        return new Initialisation(
                String.join(", ", folders),
                lines.shown(configuration),
                lines.lines(),
                lines.already().isEmpty() ? "" : "enforce-from = \"" + lines.already() + "\"",
                versions,
                history,
                counts(outcome, all),
                refused,
                outcome.notices());
    }

    private static int history(List<LintPlace> places, Settings settings) {
        return LintSources.of(places, null, settings, Initialisation.class.getClassLoader())
                .history();
    }

    /** What the migrations would be reported for; files that are none will be reported as before. */
    private static Map<String, Integer> counts(Outcome outcome, LintSources all) {
        Map<String, Integer> counts = new TreeMap<>();
        outcome.report().findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .filter(finding -> all.findings().stream()
                        .noneMatch(each -> each.finding().script().equals(finding.script())))
                .map(Finding::rule)
                .forEach(rule -> counts.merge(rule, 1, Integer::sum));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return sorted;
    }
}
