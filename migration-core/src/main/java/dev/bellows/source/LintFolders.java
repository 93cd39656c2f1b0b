package dev.bellows.source;

import dev.bellows.lint.FileFinding;
import dev.bellows.model.Location;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.source.LintSources.Versions;
import dev.bellows.source.MigrationName.Kind;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of all places, as they are and as they were where a branch began. */
final class LintFolders {
    private final Settings settings;
    private final Inventory now = new Inventory();
    private final Inventory before = new Inventory();
    private final List<LintFile> tip = new ArrayList<>();
    private final Set<String> old = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> unwanted = new HashSet<>();
    private final List<String> notices = new ArrayList<>();
    private final List<LintSources.Empty> empty = new ArrayList<>();
    private String base = "the base";
    private boolean all = true;

    LintFolders(Settings settings) {
        this.settings = settings;
    }

    void add(LintPlace place, ClassLoader classLoader) {
        Location location = place.location();
        Folders.Listing listing = disk(place, classLoader);
        List<SourceFile> disk = listing.files();
        List<SourceFile> files = Folder.without(settings, overlaid(place, disk));
        @Nullable Past past = place.past();
        List<SourceFile> were = past == null ? List.of() : Folder.without(settings, were(place, past, disk));
        Layout layout = Layouts.choose(settings.layout(), new Folder(location.place(), files.isEmpty() ? were : files));
        files.stream().filter(file -> !place.wants(file.name())).forEach(file -> unwanted.add(file.display()));
        all &= place.files() == null;
        Contents contents = layout.contents(new Folder(location.place(), files));
        now.add(location, contents, layout);
        if (past != null) {
            base = past.base();
            past(place, past, were, layout);
        }
        if (place.files() == null) {
            boolean holds = Stream.concat(files.stream(), were.stream())
                    .filter(SourceFile::isSql)
                    .anyMatch(file -> !file.isInside() || layout.read(file.name()) != null);
            notices(location, listing.folders(), layout, holds);
        }
    }

    /** What lies there; a buffer may be of a folder that is yet to be made, and a branch may have removed all of one. */
    private static Folders.Listing disk(LintPlace place, ClassLoader classLoader) {
        boolean known = !place.buffers().isEmpty()
                || (place.past() != null && !place.past().isEmpty());
        boolean absent = known && !Files.exists(TypedPath.of(place.location().place()));
        return absent ? new Folders.Listing(List.of(), List.of()) : Folders.list(place.location(), classLoader);
    }

    /** What is judged: with what is being edited, and with what git keeps out of sight. Files that were there come first. */
    private static List<SourceFile> overlaid(LintPlace place, List<SourceFile> disk) {
        Map<String, SourceFile> files = new LinkedHashMap<>();
        disk.forEach(file -> files.put(file.name(), file));
        @Nullable Past past = place.past();
        if (past != null) {
            past.changed().forEach((path, bytes) -> {
                if (past.hidden().contains(path)) {
                    files.put(path, held(place, path, bytes));
                }
            });
        }
        place.buffers().forEach((path, bytes) -> files.put(path, held(place, path, bytes)));
        return files.values().stream()
                .sorted(Comparator.comparing((SourceFile file) -> past != null && !past.had(file.name()))
                        .thenComparing(SourceFile::name))
                .toList();
    }

    private static SourceFile held(LintPlace place, String path, byte[] bytes) {
        return new SourceFile(path, display(place, path), () -> new ByteArrayInputStream(bytes));
    }

    private static String display(LintPlace place, String path) {
        return Path.of(place.location().place()).resolve(path).toString();
    }

    /** What lay there where the branch began. */
    private static List<SourceFile> were(LintPlace place, Past past, List<SourceFile> disk) {
        return Stream.concat(
                        disk.stream().filter(file -> past.same().contains(file.name())),
                        past.changed().entrySet().stream().map(each -> held(place, each.getKey(), each.getValue())))
                .sorted(Comparator.comparing(SourceFile::name))
                .toList();
    }

    private void past(LintPlace place, Past past, List<SourceFile> were, Layout layout) {
        were.forEach(file -> old.add(file.display()));
        past.changed().keySet().stream()
                .filter(path -> !past.hidden().contains(path))
                .forEach(path -> changed.add(display(place, path)));
        place.buffers().keySet().forEach(path -> changed.add(display(place, path)));
        Contents contents = layout.contents(new Folder(place.location().place(), were));
        before.add(place.location(), contents, layout);
        for (String path : past.tip()) {
            @Nullable MigrationName name = layout.read(path);
            if (name != null && name.kind() == Kind.VERSIONED && !settings.ignores(path)) {
                SourceFile file = held(place, path, new byte[0]);
                tip.add(new LintFile(place.location().owner(), Part.whole(name, file), layout));
            }
        }
    }

    private void notices(Location location, List<Path> folders, Layout layout, boolean holds) {
        if (!holds) {
            empty.add(new LintSources.Empty(location.place(), Folders.notEntered(folders)));
        }
        if (!layout.entersFolders()) {
            Folders.notEntered(folders)
                    .forEach(folder -> notices.add("the folder " + folder + " inside " + location.place()
                            + " is not read; if its files are migrations, name it too"));
        }
    }

    Inventory now() {
        return now;
    }

    /** What was there where the branch began. */
    Inventory before() {
        return before;
    }

    /** What is there now where the branch will go. */
    List<LintFile> tip() {
        return tip;
    }

    /** What people call the place where the branch began. */
    String base() {
        return base;
    }

    /** Whether a file is asked for. */
    boolean wanted(LintFile file) {
        return wanted(file.file().display());
    }

    boolean wanted(String display) {
        return !unwanted.contains(display);
    }

    /** Whether a file was there where the branch began. */
    boolean isOld(String display) {
        return old.contains(display);
    }

    /** Whether its content may be another than it was there. */
    boolean isChanged(String display) {
        return changed.contains(display) || !old.contains(display);
    }

    /** What is wrong with names; of a file that somebody asks for by its name, that name is not. */
    List<FileFinding> refused() {
        List<FileFinding> found = new ArrayList<>();
        for (Refusal refusal : now.refusals()) {
            String file = String.valueOf(refusal.file());
            boolean stray = refusal.code().equals("not-a-migration");
            if (wanted(file) && (all || !stray)) {
                found.add(LintTexts.refused(
                        refusal,
                        refusal.migration() == null ? null : refusal.migration().version()));
            }
        }
        return found;
    }

    /** Files whose names are no migrations', as they are judged after all others. */
    List<LintFile> strays() {
        return now.strays().stream()
                .filter(file -> wanted(file.display()))
                .map(file ->
                        new LintFile("", Part.whole(MigrationName.repeatable(file.name(), ""), file), Layouts.NATIVE))
                .toList();
    }

    /** The checks that are asked for and may be others than where the branch began. */
    List<LintFile> checks() {
        return now.checks().stream()
                .filter(check -> wanted(check) && isChanged(check.file().display()))
                .toList();
    }

    /** The places without a migration. */
    List<LintSources.Empty> empty() {
        return empty;
    }

    List<String> notices() {
        List<String> said = new ArrayList<>(notices);
        said.addAll(now.notices());
        now.foreign().stream()
                .filter(refusal -> wanted(String.valueOf(refusal.file())))
                .forEach(refusal -> said.add("bellows apply would refuse " + refusal.file()
                        + (refusal.line() > 0 ? ":" + refusal.line() : "") + ": " + refusal.cause()));
        if (all && !now.ignored().isEmpty()) {
            said.add("not read, because the folder's own tool leaves them alone: " + String.join(", ", now.ignored()));
        }
        return said;
    }

    /** How many migrations the settings make history. */
    int history() {
        return (int)
                now.migrations().stream().filter(file -> file.history(settings)).count();
    }

    /** Which versions there are; null when there is none. */
    @Nullable
    Versions versions() {
        List<LintFile> versioned =
                now.migrations().stream().filter(file -> file.number() != null).toList();
        @Nullable LintFile newest = now.newest();
        return newest == null
                ? null
                : new Versions(
                        versioned.size(),
                        versioned.get(0).name().version(),
                        newest.name().version(),
                        after(newest));
    }

    /** What a version after this one will be at least, as the folder writes them. */
    String after(LintFile newest) {
        List<Version> numbers = new ArrayList<>();
        for (LintFile file : now.migrations()) {
            if (file.number() != null) {
                numbers.add(file.number());
            }
        }
        return newest.number() == null ? "" : newest.layout().after(newest.number(), numbers);
    }
}
