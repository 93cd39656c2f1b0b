package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.lint.Selection;
import dev.bellows.model.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code bellows lint} judges. */
final class LintScope {
    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "folders and files of migrations; - for standard input")
    private List<String> paths = List.of();

    @Option(
            names = "--since",
            paramLabel = "VERSION",
            description = "judges only this version and later ones, as not released yet")
    private @Nullable String since;

    @Option(
            names = "--git-base",
            paramLabel = "REF",
            description = "judges only what was added since the branch left this one, such as origin/main")
    private @Nullable String gitBase;

    @Option(names = "--stdin-name", paramLabel = "PATH", description = "the file whose place standard input takes")
    private @Nullable String stdinName;

    @Option(
            names = "--init",
            description = "writes a bellows.toml that makes all that is there history, and judges nothing")
    private boolean init;

    @Option(
            names = "--pg-version",
            paramLabel = "14…18",
            description = "the PostgreSQL that the migrations are for; 18 by default")
    private @Nullable String major;

    @Option(
            names = "--style",
            paramLabel = "RULE",
            split = ",",
            description = "a rule of taste to be asked too, or all; may be repeated")
    private List<String> styles = List.of();

    Selection selection(Call call, Configuration configuration, Settings settings) {
        return new Selection(
                wish(),
                settings,
                new Selection.Around(
                        configuration::place,
                        call.surroundings().in(),
                        call.surroundings().environment()));
    }

    boolean init() {
        return init;
    }

    Selection.Wish wish() {
        return new Selection.Wish(paths, since, gitBase, stdinName);
    }

    /** Whether somebody has said which migrations are new. */
    boolean bounded(Settings settings) {
        boolean files = !paths.isEmpty() && paths.stream().noneMatch(path -> Files.isDirectory(Path.of(path)));
        return files || since != null || gitBase != null || settings.enforceFrom() != null;
    }

    /** Those of its options that can be set elsewhere too. */
    void settings(Map<Key, List<String>> settings) {
        Options.put(settings, Key.PG_VERSION, major);
        if (!styles.isEmpty()) {
            settings.put(Key.STYLE, styles);
        }
    }
}
