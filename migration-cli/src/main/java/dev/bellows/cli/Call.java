package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import dev.bellows.cli.config.RestorePointSettings;
import dev.bellows.cli.config.RestorePointWhen;
import dev.bellows.cli.config.SettingsOf;
import dev.bellows.cli.connect.Database;
import dev.bellows.cli.connect.Secrets;
import dev.bellows.cli.restore.RestoreCommand;
import dev.bellows.cli.text.Cells;
import dev.bellows.cli.text.Display;
import dev.bellows.cli.text.FleetProgress;
import dev.bellows.cli.text.GateScreen;
import dev.bellows.cli.text.Ink;
import dev.bellows.cli.text.ProgressText;
import dev.bellows.code.CodeMigrations;
import dev.bellows.model.Build;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.Settings;
import dev.bellows.source.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One call of the command line: its surroundings, options and configuration, and the database once it is asked for. */
final class Call implements AutoCloseable {
    private final Surroundings surroundings;
    private final Options options;
    private final Action action;
    private final Map<Key, List<String>> settings = new EnumMap<>(Key.class);
    private final Secrets secrets = new Secrets();
    private final Display display;
    private final ProgressText progress;
    private final @Nullable EventStream events;
    private @Nullable URLClassLoader code;
    private @Nullable Database database;

    Call(Surroundings surroundings, Options options, Action action) {
        this.surroundings = surroundings;
        this.options = options;
        this.action = action;
        settings.putAll(options.settings());
        settings.putAll(action.settings());
        PrintStream results = json() ? surroundings.err() : surroundings.out();
        Screen screen = surroundings.screen();
        boolean live = screen.output() && screen.errors() && screen.capable();
        this.display = new Display(live, screen.unicode(), ink(), live ? screen.columns() : () -> 0);
        this.progress = new ProgressText(
                new ProgressText.Place(results, surroundings.err(), display, secrets::mask, InstantSource.system()));
        this.events = format() == Format.EVENTS
                ? new EventStream(surroundings.out(), secrets::mask, InstantSource.system())
                : null;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Format format() {
        @Nullable Format own = options.typedFormat() == null ? action.format() : null;
        return own == null ? options.format(surroundings) : own;
    }

    /** {@code --json} or {@code --json-events} as typed; null for neither. */
    @Nullable
    Format typedFormat() {
        return options.typedFormat();
    }

    /** Whether standard output belongs to a machine. */
    boolean json() {
        return format() != Format.TEXT;
    }

    boolean quiet() {
        return options.quiet(surroundings);
    }

    /** For standard output. */
    Ink ink() {
        return ink(surroundings.screen().output());
    }

    /** For standard error. */
    Ink errorInk() {
        return ink(surroundings.screen().errors());
    }

    private Ink ink(boolean terminal) {
        return options.colours(surroundings) && format() == Format.TEXT && surroundings.colours(terminal)
                ? Ink.COLOURED
                : Ink.PLAIN;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Nothing more happens: what showed it is taken away. */
    void endProgress() {
        progress.close();
        if (events != null) {
            events.close();
        }
    }

    /** Prints something that is not progress, such as a question. */
    void interrupt(Runnable printing) {
        progress.interrupt(printing);
    }

    /** Whether a setting was given as an option. */
    boolean typed(Key key) {
        return settings.containsKey(key);
    }

    /** What is set; throws with everything that is wrong with it. */
    Configuration configuration() {
        Problems problems = new Problems();
        Configuration configuration = read(problems);
        problems.throwIfAny();
        return configuration;
    }

    private Configuration read(Problems problems) {
        Variables.check(surroundings, problems);
        return configuration(Map.of(), problems);
    }

    /** Likewise with options that were not typed; what is wrong is added to the problems. */
    Configuration configuration(Map<Key, List<String>> more, Problems problems) {
        Map<Key, List<String>> all = new EnumMap<>(Key.class);
        all.putAll(settings);
        all.putAll(more);
        return Configuration.of(
                new Configuration.Request(
                        all,
                        options.config(surroundings),
                        options.env(surroundings),
                        surroundings.environment(),
                        surroundings.directory()),
                problems);
    }

    /** Where gates are shown that somebody watches; nowhere for a machine, which gets the last of them. */
    GateScreen gateScreen() {
        PrintStream shown = json() || quiet()
                ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
                : surroundings.out();
        return new GateScreen(shown, display, secrets::mask, InstantSource.system());
    }

    /** The engine on the database that is set; throws with everything that is missing or wrong. */
    Bellows bellows() {
        return bellows(true);
    }

    /** Likewise for what is asked about the database alone. */
    Bellows bellowsWithoutMigrations() {
        return bellows(false);
    }

    private Bellows bellows(boolean migrations) {
        Problems problems = new Problems();
        Configuration configuration = read(problems);
        // What cannot be read is not missing: it would only be told twice.
        problems.throwIfAny();
        Database.check(configuration, problems);
        if (migrations) {
            requireMigrations(configuration, problems);
        }
        URLClassLoader loader = CodePath.open(configuration.classPath(), problems);
        code = loader;
        problems.throwIfAny();
        RestorePointSettings.of(configuration, problems);
        problems.throwIfAny();
        Settings valid = SettingsOf.configuration(configuration);
        if (migrations && Database.startsServer(configuration)) {
            // A wrong folder should be told before a server is unpacked and started.
            Sources.load(valid, loader);
        }
        Database opened = database(configuration);
        Bellows bellows = bellows(opened.source(), configuration, valid).listener(this::hear);
        @Nullable RestorePoints points = restorePoints(configuration, opened, "");
        return points == null ? bellows : bellows.restorePoints(points);
    }

    /** The engine on databases that others have opened; throws with everything that is missing or wrong but them. */
    Bellows bellows(DataSource source) {
        Problems problems = new Problems();
        Configuration configuration = read(problems);
        problems.throwIfAny();
        requireMigrations(configuration, problems);
        RestorePointSettings.of(configuration, problems);
        code = CodePath.open(configuration.classPath(), problems);
        problems.throwIfAny();
        return bellows(source, configuration, SettingsOf.configuration(configuration));
    }

    /** What is shipped, code included; nothing is run. */
    Build build(Configuration configuration, Settings valid) {
        Problems problems = new Problems();
        URLClassLoader loader = CodePath.open(configuration.classPath(), problems);
        code = loader;
        problems.throwIfAny();
        List<Migration> inCode = configuration.classPath().isEmpty()
                ? List.of()
                : CodeMigrations.discover(loader).stream()
                        .map(CodeMigrations::of)
                        .toList();
        return Sources.load(valid, loader, inCode);
    }

    private Bellows bellows(DataSource source, Configuration configuration, Settings valid) {
        Bellows bellows =
                Bellows.on(source).settings(valid).classLoader(code == null ? Bellows.class.getClassLoader() : code);
        return configuration.classPath().isEmpty() ? bellows : bellows.discoverCode();
    }

    /**
     * Who makes restore points of a database, and before what.
     *
     * @param name what it is called among many, for people; empty where it is alone
     * @return null where nobody does
     */
    @Nullable
    RestorePoints restorePoints(Configuration configuration, Database opened, String name) {
        @Nullable RestorePointSettings set = RestorePointSettings.of(configuration, new Problems());
        if (set == null) {
            return null;
        }
        String before = name.isEmpty() ? "" : name + ": ";
        RestoreCommand command = new RestoreCommand(
                set.words(),
                set.folder(),
                set.atMost(),
                opened.environment(surroundings.environment(), surroundings.directory()),
                secrets::mask,
                line -> say(Cells.plainLines(before + "restore point: " + line)));
        return set.when() == RestorePointWhen.ALWAYS
                ? RestorePoints.beforeAnything(command)
                : RestorePoints.beforeContracts(command);
    }

    /** How far an apply on many is. */
    FleetProgress fleetProgress(int all) {
        ProgressText.Place place = new ProgressText.Place(
                json() ? surroundings.err() : surroundings.out(),
                surroundings.err(),
                display,
                secrets::mask,
                InstantSource.system());
        return new FleetProgress(place, quiet(), all);
    }

    /** How wide lines on standard error may be; 0 where they have no end. */
    int errorColumns() {
        return surroundings.screen().errorColumns();
    }

    /** What happens to one of many: a machine hears it with its name. */
    void hear(String name, Progress happened) {
        if (events != null) {
            events.on(name, happened);
        }
    }

    /** The database that is set, without an engine; throws with everything that is missing or wrong. */
    Database database(Configuration configuration) {
        Problems problems = new Problems();
        Database.check(configuration, problems);
        problems.throwIfAny();
        Database opened = Database.open(configuration, secrets, this::say);
        database = opened;
        return opened;
    }

    private void hear(Progress happened) {
        if (events != null) {
            events.on(happened);
        }
        if (!quiet()) {
            progress.on(happened);
        }
    }

    private static void requireMigrations(Configuration configuration, Problems problems) {
        if (configuration.value(Key.MIGRATIONS).isEmpty()
                && configuration.value(Key.CLASSPATH).isEmpty()) {
            problems.add("no folder of migrations is named, and none is chosen silently\n"
                    + "next: --migrations FOLDER, or BELLOWS_MIGRATIONS, or migrations = \"FOLDER\" in bellows.toml");
        }
    }

    /** A line about what goes on besides the work. */
    void say(String line) {
        if (!quiet()) {
            progress.interrupt(() -> surroundings.print(surroundings.err(), List.of(secrets.mask(line))));
        }
    }

    /** Likewise, but only while a migration runs: everything else ends before anybody has read it. */
    void sayWhileRunning(String line) {
        if (progress.running()) {
            say(line);
        }
    }

    /** The notices of a report that nobody has seen yet. */
    List<String> unseen(Report report) {
        return report.notices().stream()
                .filter(notice -> !progress.noticed(notice))
                .map(notice -> secrets.mask(Cells.plainLines("notice: " + notice)))
                .toList();
    }

    @Override
    public void close() {
        progress.close();
        if (database != null) {
            database.close();
        }
        closeCode();
    }

    private void closeCode() {
        if (code == null) {
            return;
        }
        try {
            code.close();
        } catch (IOException e) {
            // Whatever was wanted from it has been read.
        }
    }
}
