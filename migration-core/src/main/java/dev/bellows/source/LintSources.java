package dev.bellows.source;

import dev.bellows.lint.FileFinding;
import dev.bellows.lint.LintScript;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be linted.
 *
 * @param scripts in the order in which they come into a database
 * @param findings what is wrong with files as such
 * @param notices what a person should know of the folder
 * @param versions which there are; null when there is none
 * @param history how many of them are history
 * @param empty the places that were named and hold none, nor held any where a branch began
 */
public record LintSources(
        List<LintScript> scripts,
        List<FileFinding> findings,
        List<String> notices,
        @Nullable Versions versions,
        int history,
        List<Empty> empty) {
    /**
     * A place without a migration: most likely another one was meant.
     *
     * @param place as it was named
     * @param inner the folders inside it whose files look like migrations
     */
    public record Empty(String place, List<String> inner) {
        public Empty {
            inner = List.copyOf(inner);
        }
    }

    /**
     * The versions of a folder.
     *
     * @param count how many
     * @param first the lowest, as written
     * @param last the highest, as written
     * @param next what any later one will be at least
     */
    public record Versions(int count, String first, String last, String next) {}

    public LintSources {
        scripts = List.copyOf(scripts);
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
        empty = List.copyOf(empty);
    }

    /**
     * What the places hold, merged. What {@code enforce-from} makes history is known, and so is what is not wanted.
     *
     * @param since the first version that is judged, together with all after it as not released yet; null for all as released
     * @throws ConfigurationException when a place is not there or cannot be read, or the version is none
     */
    public static LintSources of(
            List<LintPlace> places, @Nullable String since, Settings settings, ClassLoader classLoader) {
        LintFolders folders = new LintFolders(settings);
        places.forEach(place -> folders.add(place, classLoader));
        LintTexts texts = new LintTexts(settings);
        boolean compared = places.stream().anyMatch(place -> place.past() != null);
        LintOrder order =
                compared ? new Branch(folders, texts, settings).order() : new Whole(folders, settings, since).order();
        return texts.sources(order, folders);
    }
}
