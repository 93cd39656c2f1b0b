package dev.bellows.source;

import dev.bellows.model.Location;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Version;
import dev.bellows.source.LintName.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of all places by what their names say, before any of them is read. */
final class Inventory {
    private final Map<String, LintFile> forward = new HashMap<>();
    private final Map<String, LintFile> reverses = new HashMap<>();
    private final List<SourceFile> strays = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    /**
     * Adds the files of a place. Of two that collide the later one is refused.
     *
     * @param files in their order
     */
    void add(Location location, List<SourceFile> files, LintLayout layout) {
        for (SourceFile file : files) {
            @Nullable LintName name = layout.read(file.name());
            if (file.name().equals(DrizzleLayout.JOURNAL)) {
                continue;
            }
            if (layout.ignores(file.name())) {
                ignored.add(file.display());
            } else if (name != null) {
                add(location.owner(), name, file, layout);
            } else if (file.name().indexOf('/') < 0) {
                strays.add(file);
                refusals.add(FileRefusals.notAMigration(file.display(), layout.expectation()));
            }
        }
    }

    private void add(String owner, LintName name, SourceFile file, LintLayout layout) {
        @Nullable Version number = name.kind() == Kind.REPEATABLE ? null : layout.version(name.version());
        LintFile added = new LintFile(owner, name, number, file, layout);
        Map<String, LintFile> kind = added.is(Kind.DOWN) ? reverses : forward;
        @Nullable LintFile other = kind.putIfAbsent(added.identity(), added);
        if (other != null) {
            refusals.add(FileRefusals.duplicate(
                    new MigrationLabel(owner, name.version()),
                    file.display(),
                    other.file().display()));
        }
    }

    /** The migrations, in the order in which they run. */
    List<LintFile> migrations() {
        return forward.values().stream().sorted(LintFile.ORDER).toList();
    }

    /** Their reverses, in the same order. */
    List<LintFile> reverses() {
        return reverses.values().stream()
                .filter(reverse -> forward.containsKey(reverse.identity()))
                .sorted(LintFile.ORDER)
                .toList();
    }

    /** The reverse of a migration; null when there is none. */
    @Nullable
    LintFile reverse(LintFile migration) {
        return reverses.get(migration.identity());
    }

    /** The migration of an identity; null when there is none. */
    @Nullable
    LintFile migration(String identity) {
        return forward.get(identity);
    }

    /** Files whose names are no migrations'. */
    List<SourceFile> strays() {
        return strays;
    }

    /** Files that the folder's own tool leaves alone. */
    List<String> ignored() {
        return ignored;
    }

    /** Why the engine would not run them, by their names alone. */
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(refusals);
        reverses.values().stream()
                .filter(reverse -> !forward.containsKey(reverse.identity()))
                .sorted(LintFile.ORDER)
                .forEach(reverse -> all.add(FileRefusals.downWithoutUp(
                        reverse.label(), reverse.file().display())));
        return all;
    }

    /** The highest version; null when there is none. */
    @Nullable
    LintFile newest() {
        @Nullable LintFile newest = null;
        for (LintFile file : forward.values()) {
            if (file.number() != null
                    && (newest == null
                            || newest.number() == null
                            || file.number().compareTo(newest.number()) > 0)) {
                newest = file;
            }
        }
        return newest;
    }
}
