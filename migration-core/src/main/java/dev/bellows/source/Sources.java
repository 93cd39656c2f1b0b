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
    private final Map<MigrationId, VersionFiles> versions = new LinkedHashMap<>();
    private final Map<MigrationId, Migration> inCode = new LinkedHashMap<>();
    private final Baselines baselines;

    private Sources(Settings settings, ClassLoader classLoader) {
        this.settings = settings;
        this.classLoader = classLoader;
        this.baselines = new Baselines(settings, refusals);
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
        Folders.Listing listing = Folders.list(location, classLoader);
        Folder folder = new Folder(location.place(), Folder.without(settings, listing.files()));
        Layout layout = Layouts.choose(settings.layout(), folder);
        Contents contents = layout.contents(folder);
        if (contents.parts().isEmpty() && contents.refusals().isEmpty()) {
            notices.add("there are no migrations in " + location.place() + ": a file's name is such as "
                    + layout.example());
        }
        if (!layout.entersFolders()) {
            Folders.notEntered(listing.folders())
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
        if (part.is(MigrationName.Kind.BASELINE)) {
            baselines.add(owner, part);
            return;
        }
        VersionFiles files =
                versions.computeIfAbsent(MigrationId.parse(owner, version), id -> new VersionFiles(owner, layout));
        @Nullable Part other = files.add(part);
        if (other != null) {
            refuseDuplicate(
                    new MigrationLabel(owner, version),
                    part.file().display(),
                    other.file().display());
        }
    }

    /** A migration that is no file; what the configuration says of its version counts for it too. */
    private void add(Migration code) {
        @Nullable VersionFiles files = versions.get(code.id());
        @Nullable Part file = files == null ? null : files.migration() != null ? files.migration() : files.down();
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
        for (VersionFiles files : versions.values()) {
            try {
                migration(files, migrations);
            } catch (UnreadableScriptException e) {
                refusals.add(e.refusal());
            }
        }
        migrations.sort(Migration.ORDER);
        return new Build(migrations, baselines.among(migrations), refusals, notices);
    }

    private void migration(VersionFiles files, List<Migration> migrations) {
        @Nullable Part up = files.migration();
        @Nullable Part down = files.down();
        @Nullable Part check = files.check();
        if (up == null) {
            if (down != null) {
                refusals.add(FileRefusals.downWithoutUp(
                        files.label(down), down.file().display()));
            }
            if (check != null) {
                refusals.add(FileRefusals.checkWithoutMigration(
                        files.label(check),
                        check.file().display(),
                        files.layout().example()));
            }
            return;
        }
        boolean history = history(files.owner(), up.name().version(), files.layout());
        if (!history) {
            // The first one comes with the script.
            up.refusals().stream().skip(1).forEach(refusals::add);
        }
        TextFile script = new TextFile(up, settings.tagPrefix());
        @Nullable TextFile reverse = down == null ? null : new TextFile(down, settings.tagPrefix());
        Directives directives =
                matters(script, up) && read(script, history) ? script.outline().directives() : Directives.NONE;
        if (!directives.squashes().isEmpty()) {
            refusals.add(Baselines.directiveElsewhere(files.label(up), script.name()));
        }
        if (reverse != null && down != null && matters(reverse, down)) {
            read(reverse, history);
        }
        Migration migration = new Migration(
                files.owner(),
                up.name().version(),
                up.name().description(),
                phase(files.owner(), up.name().version(), directives.phase()),
                directives.after(),
                history,
                script,
                reverse,
                check == null ? null : check(files.label(check), check),
                List.of());
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
     * Whether a script has to be looked into at every start. Nearly all are applied already, and hold neither a directive nor
     * what its tool would do otherwise: then what is wrong with one matters only where it is pending, and is found there,
     * before anything runs.
     */
    private static boolean matters(TextFile script, Part part) {
        return script.tagged() || !part.refusals().isEmpty();
    }

    /** Looks into a script. What is wrong with history matters only where it runs, on an empty database. */
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

    /** A check, which is written now however old its migration is. */
    private TextFile check(MigrationLabel label, Part part) {
        TextFile check = new TextFile(part, settings.tagPrefix());
        List<Refusal> wrong = CheckFile.refusals(label, check);
        refusals.addAll(wrong);
        if (wrong.isEmpty() && check.outline().statements() == 0) {
            notices.add(check.name() + " holds no query: it checks nothing");
        }
        return check;
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
}
