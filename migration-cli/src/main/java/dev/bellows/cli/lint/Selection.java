package dev.bellows.cli.lint;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.source.LintSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folders and files that a call names; files of one folder are judged together. */
public final class Selection {
    private final List<String> paths;
    private final Settings settings;
    private final ClassLoader classLoader = Selection.class.getClassLoader();

    /** Of these paths; of none, what the settings name. */
    public Selection(List<String> paths, Settings settings) {
        this.paths = paths;
        this.settings = settings;
    }

    /**
     * What they hold.
     *
     * @throws ConfigurationException when one is not there or cannot be read
     */
    public List<LintSources> sources() {
        if (paths.isEmpty()) {
            if (settings.migrations().isEmpty()) {
                throw wrong(
                        "nothing to lint is named", "bellows lint FOLDER, or migrations = \"FOLDER\" in bellows.toml");
            }
            return List.of(LintSources.configured(settings, null, classLoader));
        }
        List<LintSources> sources = new ArrayList<>();
        Map<Path, Set<String>> files = new LinkedHashMap<>();
        for (String path : paths) {
            Path place = Path.of(path);
            if (Files.isDirectory(place)) {
                sources.add(LintSources.folder(place, settings, null, classLoader));
            } else if (Files.exists(place)) {
                @Nullable Path parent = place.getParent();
                files.computeIfAbsent(parent == null ? Path.of(".") : parent, folder -> new LinkedHashSet<>())
                        .add(place.getFileName().toString());
            } else {
                throw wrong("there is no file or folder " + path, "name one that is there");
            }
        }
        files.forEach((folder, names) -> sources.add(LintSources.files(folder, names, settings, classLoader)));
        return sources;
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
