package dev.bellows.source;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which layout a folder has for the linter: the engine's first, then those of other tools. */
final class LintLayouts {
    private LintLayouts() {}

    /**
     * The layout of a folder.
     *
     * @param name {@code auto} or the name of a layout that the engine runs
     * @throws ConfigurationException when there is no such layout, or two fit
     */
    static LintLayout choose(String name, String place, List<SourceFile> files) {
        Set<String> paths = new LinkedHashSet<>();
        files.forEach(file -> paths.add(file.name()));
        List<String> names =
                paths.stream().filter(path -> path.indexOf('/') < 0).toList();
        if (!name.equals("auto")) {
            return new EngineLayout(Layouts.choose(name, place, names));
        }
        Optional<SourceFile> journal = files.stream()
                .filter(file -> file.name().equals(DrizzleLayout.JOURNAL))
                .findFirst();
        if (journal.isPresent()) {
            return new DrizzleLayout(journal.get());
        }
        @Nullable LintLayout foreign = foreign(paths);
        if (foreign == null) {
            return new EngineLayout(Layouts.choose(name, place, names));
        }
        List<String> others =
                names.stream().filter(each -> foreign.read(each) == null).toList();
        if (!Layouts.anyFits(others)) {
            return foreign;
        }
        if (others.size() < names.size()) {
            throw new ConfigurationException(
                    place + " holds files of more than one layout (" + foreign.name()
                            + " and another); move those of one"
                            + " into a folder of their own, or choose the other with --layout",
                    Report.EMPTY);
        }
        // What lies in the folders inside it is another matter.
        return new EngineLayout(Layouts.choose(name, place, names));
    }

    private static @Nullable LintLayout foreign(Set<String> paths) {
        return FlywayLayout.fits(paths)
                ? new FlywayLayout(paths)
                : FoldersLayout.fits(paths) ? new FoldersLayout() : null;
    }
}
