package dev.bellows.source;

import dev.bellows.model.Location;
import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all places hold, before any text is judged. */
final class Inventory {
    private final Map<String, LintFile> forward = new HashMap<>();
    private final Map<String, LintFile> reverses = new HashMap<>();
    private final Map<String, LintFile> checks = new HashMap<>();
    private final Map<String, LintFile> baselines = new HashMap<>();
    private final List<SourceFile> strays = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Refusal> foreign = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** Adds what a layout has found in a place. Of two that collide the later one is refused. */
    void add(Location location, Contents contents, Layout layout) {
        contents.ignored().forEach(file -> ignored.add(file.display()));
        strays.addAll(contents.strays());
        refusals.addAll(contents.refusals());
        notices.addAll(contents.notices());
        contents.parts().forEach(part -> add(new LintFile(location.owner(), part, layout)));
    }

    private void add(LintFile added) {
        foreign.addAll(added.part().refusals());
        @Nullable LintFile other = ofKind(added).putIfAbsent(added.identity(), added);
        if (other != null) {
            refusals.add(FileRefusals.duplicate(
                    added.label(), added.file().display(), other.file().display()));
        }
    }

    private Map<String, LintFile> ofKind(LintFile file) {
        return switch (file.part().name().kind()) {
            case DOWN -> reverses;
            case CHECK -> checks;
            case BASELINE -> baselines;
            case VERSIONED, REPEATABLE -> forward;
        };
    }

    /** The migrations, in the order in which they run. */
    List<LintFile> migrations() {
        return forward.values().stream().sorted(LintFile.ORDER).toList();
    }

    /** Those, behind what tells of the migrations that have no file any more. */
    List<LintFile> known() {
        List<LintFile> all = new ArrayList<>();
        baselines().stream().filter(this::isAlone).forEach(all::add);
        all.addAll(migrations());
        all.sort(LintFile.ORDER);
        return all;
    }

    /** Whether it is the highest of its owner, and no migration that it stands for has a file. */
    private boolean isAlone(LintFile baseline) {
        return baselines.values().stream()
                        .noneMatch(higher ->
                                higher.owner().equals(baseline.owner()) && LintFile.byNumber(higher, baseline) > 0)
                && forward.values().stream()
                        .noneMatch(file -> file.number() != null
                                && file.owner().equals(baseline.owner())
                                && LintFile.byNumber(file, baseline) <= 0);
    }

    /** The baselines, the lowest first. */
    List<LintFile> baselines() {
        return baselines.values().stream().sorted(LintFile.ORDER).toList();
    }

    /** Whether a baseline may stand for a migration. */
    boolean mayStandFor(LintFile migration) {
        return migration.number() != null
                && baselines.values().stream()
                        .anyMatch(baseline -> baseline.owner().equals(migration.owner())
                                && LintFile.byNumber(migration, baseline) <= 0);
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

    /** The checks beside migrations, in the same order. */
    List<LintFile> checks() {
        return checks.values().stream().sorted(LintFile.ORDER).toList();
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

    /** What a person should know of the places. */
    List<String> notices() {
        return notices;
    }

    /** What the engine does not do that the folder's own tool does; the texts can be judged all the same. */
    List<Refusal> foreign() {
        return foreign;
    }

    /** Why the engine would not run them, whatever their texts say. */
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>(refusals);
        all.sort(Comparator.comparing(refusal -> String.valueOf(refusal.file())));
        reverses.values().stream()
                .filter(reverse -> !forward.containsKey(reverse.identity()))
                .sorted(LintFile.ORDER)
                .forEach(reverse -> all.add(FileRefusals.downWithoutUp(
                        reverse.label(), reverse.file().display())));
        checks().stream()
                .filter(check -> !forward.containsKey(check.identity()))
                .forEach(check -> all.add(FileRefusals.checkWithoutMigration(
                        check.label(), check.file().display(), check.layout().example())));
        return all;
    }

    /** The highest version; null when there is none. */
    @Nullable
    LintFile newest() {
        return forward.values().stream()
                .filter(file -> file.number() != null)
                .max(LintFile::byNumber)
                .orElse(null);
    }
}
