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
import org.jspecify.annotations.Nullable;

/** Reads all places of migrations into one list. */
public final class Sources {
    private final Settings settings;
    private final ClassLoader classLoader;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Map<MigrationId, Pair> pairs = new LinkedHashMap<>();

    private Sources(Settings settings, ClassLoader classLoader) {
        this.settings = settings;
        this.classLoader = classLoader;
    }

    /**
     * Reads them.
     *
     * @param classLoader where {@code classpath:} places are looked up
     * @throws dev.bellows.model.ConfigurationException when a place is not there or cannot be read
     */
    public static Build load(Settings settings, ClassLoader classLoader) {
        Sources sources = new Sources(settings, classLoader);
        settings.migrations().forEach(sources::read);
        return sources.build();
    }

    private void read(Location location) {
        List<SourceFile> files = Folders.list(location, classLoader);
        Layout layout = Layouts.choose(
                settings.layout(),
                location.place(),
                files.stream().map(SourceFile::name).toList());
        for (SourceFile file : files) {
            @Nullable MigrationName name = layout.read(file.name());
            if (name == null) {
                refusals.add(Refusal.of(
                        "not-a-migration",
                        null,
                        file.display(),
                        "its name is not a migration's in the layout '" + layout.name()
                                + "', which wants a number first, as in " + layout.example(),
                        "rename it, or move it out of the folder"));
            } else {
                add(location.owner(), name, file);
            }
        }
    }

    private void add(String owner, MigrationName name, SourceFile file) {
        Pair pair = pairs.computeIfAbsent(MigrationId.parse(owner, name.version()), id -> new Pair(owner));
        @Nullable Found other = name.down() ? pair.down : pair.up;
        if (other != null) {
            MigrationLabel label = new MigrationLabel(owner, name.version());
            refusals.add(Refusal.of(
                    "duplicate-version",
                    label,
                    file.display(),
                    "version " + label + " is also that of " + other.file().display(),
                    "give one of them another version"));
        } else if (name.down()) {
            pair.down = new Found(name, file);
        } else {
            pair.up = new Found(name, file);
        }
    }

    private Build build() {
        List<Migration> migrations = new ArrayList<>();
        for (Pair pair : pairs.values()) {
            try {
                migration(pair, migrations);
            } catch (UnreadableScriptException e) {
                refusals.add(e.refusal());
            }
        }
        migrations.sort(Migration.ORDER);
        return new Build(migrations, refusals);
    }

    private void migration(Pair pair, List<Migration> migrations) {
        @Nullable Found up = pair.up;
        @Nullable Found down = pair.down;
        if (up == null) {
            if (down != null) {
                MigrationLabel label =
                        new MigrationLabel(pair.owner, down.name().version());
                refusals.add(Refusal.of(
                        "down-without-up",
                        label,
                        down.file().display(),
                        "it reverses version " + label + ", which has no file of its own",
                        "put that file back, or remove this one"));
            }
            return;
        }
        boolean history = history(up.name());
        TextFile script = new TextFile(up.file(), settings.tagPrefix());
        @Nullable TextFile reverse = down == null ? null : new TextFile(down.file(), settings.tagPrefix());
        Directives directives = read(script, history) ? script.outline().directives() : Directives.NONE;
        if (reverse != null) {
            read(reverse, history);
        }
        Migration migration = new Migration(
                pair.owner,
                up.name().version(),
                up.name().description(),
                phase(up.name(), directives.phase()),
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

    private Phase phase(MigrationName name, @Nullable Phase tagged) {
        @Nullable
        Phase configured = Version.isVersion(name.version()) ? settings.phases().get(Version.of(name.version())) : null;
        return configured != null ? configured : tagged != null ? tagged : Phase.EXPAND;
    }

    private boolean history(MigrationName name) {
        return settings.enforceFrom() != null
                && Version.isVersion(name.version())
                && Version.of(name.version()).compareTo(settings.enforceFrom()) < 0;
    }

    /** A file, and what its name says. */
    private record Found(MigrationName name, SourceFile file) {}

    /** The files of one version, as they are found. */
    private static final class Pair {
        private final String owner;
        private @Nullable Found up;
        private @Nullable Found down;

        Pair(String owner) {
            this.owner = owner;
        }
    }
}
