package dev.bellows.cli.lint;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.TomlHead;
import dev.bellows.cli.config.Value;
import dev.bellows.lint.Finding;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Severity;
import dev.bellows.model.Location;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Settings;
import dev.bellows.source.LintPlace;
import dev.bellows.source.LintSources;
import dev.bellows.source.LintSources.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Path file = configuration.file().orElseGet(() -> configuration.created(Path.of(folders.get(0))));
        Outcome outcome = Outcome.of(linter, List.of(all));
        List<String> refused = all.findings().stream()
                .map(each -> each.finding().script() + ": " + each.finding().message())
                .toList();
        List<Value> enforced = configuration.inFile(Key.ENFORCE_FROM);
        String already =
                enforced.isEmpty() ? "" : "enforce-from = \"" + enforced.get(0).text() + "\"";
        @Nullable Versions versions = all.versions();
        List<String> lines = versions == null || !enforced.isEmpty()
                ? List.of()
                : lines(versions, folders, file, !paths.isEmpty(), configuration);
        if (!lines.isEmpty()) {
            write(file, lines, configuration.file().isPresent());
        }
        int history = versions == null ? 0 : enforced.isEmpty() ? versions.count() : history(places, settings);
        return new Initialisation(
                String.join(", ", folders),
                file.startsWith(configuration.directory())
                        ? configuration.directory().relativize(file)
                        : file,
                lines,
                already,
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

    private static List<String> lines(
            Versions versions, List<String> folders, Path file, boolean typed, Configuration configuration) {
        List<String> lines = new ArrayList<>();
        lines.add("# Migrations below this version are history: known to bellows lint, and not judged.");
        lines.add("enforce-from = " + TomlHead.string(versions.next()));
        List<Value> migrations = configuration.inFile(Key.MIGRATIONS);
        if (migrations.isEmpty()) {
            lines.add("migrations = " + TomlHead.place(file, Path.of(folders.get(0))));
        } else if (typed && owner(configuration, folders.get(0)) == null) {
            throw Selection.wrong(
                    file + " is about other migrations: it says migrations = \""
                            + migrations.get(0).text() + "\"",
                    "make an empty bellows.toml in the folder of the service that these belong to, and run --init there");
        }
        @Nullable String owner = owner(configuration, folders.get(0));
        if (owner != null && !owner.equals(MigrationId.MAIN)) {
            throw Selection.wrong(
                    folders.get(0) + " belongs to " + owner + ", and --init is for migrations without an owner",
                    "write it yourself:\n  [owner." + owner + "]\n  " + lines.get(1));
        }
        return lines;
    }

    /** Whose the migrations of a folder are; null when the configuration does not name it. */
    private static @Nullable String owner(Configuration configuration, String folder) {
        return configuration.migrations().stream()
                .filter(location -> same(location.place(), folder))
                .map(Location::owner)
                .findFirst()
                .orElse(null);
    }

    private static boolean same(String one, String other) {
        return Path.of(one)
                .toAbsolutePath()
                .normalize()
                .equals(Path.of(other).toAbsolutePath().normalize());
    }

    private static void write(Path file, List<String> lines, boolean extend) {
        if (!extend && Files.exists(file)) {
            throw Selection.wrong(
                    file + " is there already, and does not count from here",
                    "run bellows lint --init in its folder: " + file.getParent());
        }
        try {
            TomlHead.write(file, lines);
        } catch (IOException e) {
            throw Selection.wrong(
                    file + " cannot be written: " + e.getClass().getSimpleName(),
                    "write it yourself:\n  " + String.join("\n  ", lines));
        }
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
