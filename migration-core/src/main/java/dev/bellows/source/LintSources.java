package dev.bellows.source;

import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.model.Build;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Migration;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be linted: folders whole; of files only those, with the rest of their folder as known schema.
 *
 * @param scripts in the order in which they run
 * @param refusals why the engine would run none of it
 * @param notices what a person should know of the folder
 */
public record LintSources(List<LintScript> scripts, List<Refusal> refusals, List<String> notices) {
    /** What the linter finds itself, and tells better. */
    private static final Set<String> FOUND_BY_LINTER = Set.of("syntax", "directive", "contract-in-repeatable");

    public LintSources {
        scripts = List.copyOf(scripts);
        refusals = List.copyOf(refusals);
        notices = List.copyOf(notices);
    }

    /**
     * The places of the settings, merged.
     *
     * @param since the first version that is judged; null for all
     * @throws ConfigurationException when a place is not there or cannot be read
     */
    public static LintSources configured(Settings settings, @Nullable Version since, ClassLoader classLoader) {
        return of(Sources.load(settings, classLoader), settings, since, null);
    }

    /**
     * A folder, a world of its own.
     *
     * @param since the first version that is judged; null for all
     * @throws ConfigurationException when it cannot be read
     */
    public static LintSources folder(Path folder, Settings settings, @Nullable Version since, ClassLoader classLoader) {
        return of(load(folder, settings, classLoader), settings, since, null);
    }

    /**
     * Files of one folder.
     *
     * @param names of the files that are judged
     * @throws ConfigurationException when the folder cannot be read
     */
    public static LintSources files(Path folder, Set<String> names, Settings settings, ClassLoader classLoader) {
        Set<String> wanted = new HashSet<>();
        names.forEach(name -> wanted.add(folder.resolve(name).toString()));
        return of(load(folder, settings, classLoader), settings, null, wanted);
    }

    private static Build load(Path folder, Settings settings, ClassLoader classLoader) {
        List<Location> places = List.of(Location.of(folder.toString()));
        return Sources.load(settings.change().migrations(places).build(), classLoader);
    }

    private static LintSources of(
            Build build, Settings settings, @Nullable Version since, @Nullable Set<String> wanted) {
        Set<String> unreadable = new HashSet<>();
        List<Refusal> refusals = new ArrayList<>();
        List<LintScript> strays = new ArrayList<>();
        for (Refusal refusal : build.refusals()) {
            String file = String.valueOf(refusal.file());
            boolean stray = refusal.code().equals("not-a-migration");
            if (stray && (wanted == null || wanted.contains(file))) {
                strays.add(stray(file, settings));
            }
            boolean told = FOUND_BY_LINTER.contains(refusal.code());
            if (!told && (wanted == null || (wanted.contains(file) && !stray))) {
                refusals.add(refusal);
            }
            if (!told) {
                unreadable.add(file);
            }
        }
        List<LintScript> scripts = new ArrayList<>(build.toLint(migration -> role(migration, since, wanted)).stream()
                .filter(script -> !unreadable.contains(script.name()))
                .filter(script -> wanted == null || script.role() != Role.DOWN || wanted.contains(script.name()))
                .toList());
        scripts.addAll(strays);
        return new LintSources(scripts, refusals, wanted == null ? build.notices() : List.of());
    }

    private static Role role(Migration migration, @Nullable Version since, @Nullable Set<String> wanted) {
        boolean chosen = wanted == null || wanted.contains(migration.script().name());
        if (!chosen || migration.history()) {
            return Role.KNOWN;
        }
        if (migration.repeatable()) {
            return Role.REPEATABLE;
        }
        if (since == null) {
            return Role.JUDGED;
        }
        return migration.number().compareTo(since) < 0 ? Role.KNOWN : Role.UNRELEASED;
    }

    /** A file whose name is no migration's is judged all the same, after the others. */
    private static LintScript stray(String file, Settings settings) {
        TextFile text = new TextFile(SourceFile.onDisk(Path.of(file), file), settings.tagPrefix());
        return new LintScript(file, null, text, null, Role.JUDGED);
    }
}
