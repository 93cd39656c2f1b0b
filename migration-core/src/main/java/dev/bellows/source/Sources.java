package dev.bellows.source;

import dev.bellows.model.Build;
import dev.bellows.model.Location;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import dev.bellows.sql.Directives;
import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads all places of migrations into one list. */
public final class Sources {
    private final Settings settings;
    private final ClassLoader classLoader;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<MigrationId, Pair> pairs = new LinkedHashMap<>();
    private final Map<MigrationId, Migration> inCode = new LinkedHashMap<>();

    private Sources(Settings settings, ClassLoader classLoader) {
        this.settings = settings;
        this.classLoader = classLoader;
    }

    /** Reads the files; there is nothing else. */
    public static Build load(Settings settings, ClassLoader classLoader) {
        return load(settings, classLoader, List.of());
    }

    /**
     * Reads them.
     *
     * @param classLoader where {@code classpath:} places are looked up
     * @param inCode those that are no files
     * @throws dev.bellows.model.ConfigurationException when a place is not there or cannot be read
     */
    public static Build load(Settings settings, ClassLoader classLoader, List<Migration> inCode) {
        Sources sources = new Sources(settings, classLoader);
        settings.migrations().forEach(sources::read);
        inCode.forEach(sources::add);
        return sources.build();
    }

    private void read(Location location) {
        Folder folder = new Folder(location.place(), Folders.list(location, classLoader));
        Layout layout = Layouts.choose(settings.layout(), folder);
        Contents contents = layout.contents(folder);
        if (contents.parts().isEmpty() && contents.refusals().isEmpty()) {
            notices.add("there are no migrations in " + location.place() + ": a file's name is such as "
                    + layout.example());
        }
        if (!layout.entersFolders()) {
            Folders.notEntered(location)
                    .forEach(inner -> notices.add("the folder " + inner + " inside " + location.place()
                            + " is not read; if its files are migrations, name it too: --migrations " + inner));
        }
        if (!contents.ignored().isEmpty()) {
            notices.add("not read, because the folder's own tool leaves them alone: "
                    + contents.ignored().stream().map(SourceFile::display).collect(Collectors.joining(", ")));
        }
        refusals.addAll(contents.refusals());
        notices.addAll(contents.notices());
        contents.parts().forEach(part -> add(location.owner(), part, layout));
    }

    private void add(String owner, Part part, Layout layout) {
        String version = part.name().version();
        Pair pair = pairs.computeIfAbsent(MigrationId.parse(owner, version), id -> new Pair(owner, layout));
        boolean down = part.is(MigrationName.Kind.DOWN);
        @Nullable Part other = down ? pair.down : pair.up;
        if (other != null) {
            refuseDuplicate(
                    new MigrationLabel(owner, version),
                    part.file().display(),
                    other.file().display());
        } else if (down) {
            pair.down = part;
        } else {
            pair.up = part;
        }
    }

    /** A migration that is no file; what the configuration says of its version counts for it too. */
    private void add(Migration code) {
        @Nullable Pair files = pairs.get(code.id());
        @Nullable Part file = files == null ? null : files.up != null ? files.up : files.down;
        @Nullable Migration other = inCode.get(code.id());
        if (file != null) {
            refuseDuplicate(code.label(), code.script().name(), file.file().display());
        } else if (other != null) {
            refuseDuplicate(code.label(), code.script().name(), other.script().name());
        } else {
            inCode.put(
                    code.id(),
                    new Migration(
                            code.owner(),
                            code.version(),
                            code.description(),
                            phase(code.owner(), code.version(), code.phase()),
                            code.after(),
                            history(code.owner(), code.version(), Layouts.NATIVE),
                            code.script(),
                            code.down()));
        }
    }

    private void refuseDuplicate(MigrationLabel label, String name, String other) {
        refusals.add(FileRefusals.duplicate(label, name, other));
    }

    private Build build() {
        List<Migration> migrations = new ArrayList<>(inCode.values());
        for (Pair pair : pairs.values()) {
            try {
                migration(pair, migrations);
            } catch (UnreadableScriptException e) {
                refusals.add(e.refusal());
            }
        }
        migrations.sort(Migration.ORDER);
        return new Build(migrations, refusals, notices);
    }

    private void migration(Pair pair, List<Migration> migrations) {
        @Nullable Part up = pair.up;
        @Nullable Part down = pair.down;
        if (up == null) {
            if (down != null) {
                MigrationLabel label =
                        new MigrationLabel(pair.owner, down.name().version());
                refusals.add(FileRefusals.downWithoutUp(label, down.file().display()));
            }
            return;
        }
        boolean history = history(pair.owner, up.name().version(), pair.layout);
        if (!history) {
            // The first one comes with the script.
            up.refusals().stream().skip(1).forEach(refusals::add);
        }
        TextFile script = new TextFile(up, settings.tagPrefix());
        @Nullable TextFile reverse = down == null ? null : new TextFile(down, settings.tagPrefix());
        Directives directives = read(script, history) ? script.outline().directives() : Directives.NONE;
        if (reverse != null) {
            read(reverse, history);
        }
        Migration migration = new Migration(
                pair.owner,
                up.name().version(),
                up.name().description(),
                phase(pair.owner, up.name().version(), directives.phase()),
                directives.after(),
                history,
                script,
                reverse);
        if (migration.repeatable() && migration.phase() == Phase.CONTRACT) {
            refusals.add(Refusal.of(
                    "contract-in-repeatable",
                    migration.label(),
                    script.name(),
                    "a repeatable cannot be a contract: it runs again at every change",
                    "put the contract into a versioned migration"));
        }
        migrations.add(migration);
    }

    /**
     * Looks into a script, so that what is wrong with a file is known before anything runs. What is wrong with history
     * matters only where it runs, on an empty database: the planner finds it there.
     */
    private boolean read(TextFile script, boolean history) {
        try {
            script.outline();
            return true;
        } catch (UnreadableScriptException e) {
            if (!history) {
                refusals.add(e.refusal());
            }
            return false;
        }
    }

    private Phase phase(String owner, String version, @Nullable Phase tagged) {
        @Nullable Phase configured = settings.phase(owner, Version.isVersion(version) ? Version.of(version) : null);
        return configured != null ? configured : tagged != null ? tagged : Phase.EXPAND;
    }

    private boolean history(String owner, String version, Layout layout) {
        @Nullable Version from = settings.enforceFrom(owner);
        return from != null
                && Version.isVersion(version)
                && Version.of(version).compareTo(layout.version(from.toString())) < 0;
    }

    /** A migration and its reverse, as they are found. */
    private static final class Pair {
        private final String owner;
        private final Layout layout;
        private @Nullable Part up;
        private @Nullable Part down;

        Pair(String owner, Layout layout) {
            this.owner = owner;
            this.layout = layout;
        }
    }
}
