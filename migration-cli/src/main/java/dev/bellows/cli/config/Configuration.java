package dev.bellows.cli.config;

import dev.bellows.model.Location;
import dev.bellows.model.MigrationId;
import dev.bellows.model.OwnerSettings;
import dev.bellows.sql.Phase;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is set for one call, from all layers.
 *
 * <p>The nearer layer wins, key by key: options, {@code BELLOWS_…}, the file (its {@code [env.NAME]} before its top), and for
 * user and password libpq's variables.
 */
public final class Configuration {
    /**
     * What a call says.
     *
     * @param options the options given, by key
     * @param file {@code --config}; null to search
     * @param name {@code --env}; null for the file's top alone
     * @param environment the process's variables
     * @param directory where the call was made
     */
    public record Request(
            Map<Key, List<String>> options,
            @Nullable String file,
            @Nullable String name,
            Map<String, String> environment,
            Path directory) {
        public Request {
            options = Map.copyOf(options);
            environment = Map.copyOf(environment);
        }
    }

    private final Request request;
    private final Project project;
    private final ConfigurationFile file;
    private final Map<Key, List<Value>> values = new EnumMap<>(Key.class);
    private Map<Key, List<Value>> table = Map.of();

    private Configuration(Request request, Project project, ConfigurationFile file) {
        this.request = request;
        this.project = project;
        this.file = file;
    }

    /** Reads all layers; what is wrong is added to the problems. */
    public static Configuration of(Request request, Problems problems) {
        Project project = Project.around(request.directory().toAbsolutePath());
        Configuration configuration = new Configuration(request, project, file(request, project, problems));
        configuration.table = configuration.named(problems);
        for (Key key : Key.values()) {
            Stream.of(
                            given(configuration.option(key, problems)),
                            given(configuration.variable(key, problems)),
                            Optional.ofNullable(configuration.table.get(key)),
                            Optional.ofNullable(configuration.file.values().get(key)),
                            given(configuration.libpq(key)))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(found -> configuration.values.put(key, found));
        }
        return configuration;
    }

    /** Only in the file can somebody say that there are none: {@code applications = []}. */
    private static Optional<List<Value>> given(List<Value> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private static ConfigurationFile file(Request request, Project project, Problems problems) {
        @Nullable String wanted = request.file();
        @Nullable
        Path path = wanted == null
                ? project.configurationFile()
                : project.directory().resolve(wanted);
        if (path == null) {
            return ConfigurationFile.NONE;
        }
        if (wanted != null && !Files.isRegularFile(path)) {
            problems.add("--config " + wanted + ": "
                    + (Files.isDirectory(path) ? "it is a folder; name a file" : "there is no such file"));
            problems.throwIfAny();
        }
        boolean near = path.startsWith(project.directory());
        String name = wanted != null ? wanted : near ? ConfigurationFile.NAME : path.toString();
        ConfigurationFile read = TomlReader.read(path, name, problems);
        if (read.equals(ConfigurationFile.NONE)) {
            // What a file that cannot be read might have said would only be missed one by one.
            problems.throwIfAny();
        }
        return read;
    }

    private Map<Key, List<Value>> named(Problems problems) {
        @Nullable String name = request.name();
        if (name == null) {
            return Map.of();
        }
        @Nullable Map<Key, List<Value>> found = file.environments().get(name);
        if (found != null) {
            return found;
        }
        problems.add(
                file.file() == null
                        ? "--env " + name + ": there is no " + ConfigurationFile.NAME + " that could hold [env." + name
                                + "]"
                        : "--env " + name + ": the configuration has no [env." + name + "]; "
                                + Suggestion.of(name, file.environments().keySet()));
        return Map.of();
    }

    private List<Value> option(Key key, Problems problems) {
        // One option says both.
        String origin = "--" + (key == Key.RESTORE_POINT_WHEN ? Key.RESTORE_POINT : key).word();
        return request.options().getOrDefault(key, List.of()).stream()
                .flatMap(text -> checked(key, new Value(text, Layer.OPTION, origin), problems))
                .toList();
    }

    private List<Value> variable(Key key, Problems problems) {
        @Nullable String text = request.environment().get(key.variable());
        // Container tools pass variables that nobody set as empty ones.
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        if (key == Key.RESTORE_POINT) {
            return command(key, text, problems);
        }
        // A class path has a separator of its own.
        Stream<String> texts = key.several() && key != Key.CLASSPATH
                ? Stream.of(text.split(",")).map(String::strip)
                : Stream.of(text);
        return texts.flatMap(one -> checked(key, new Value(one, Layer.ENVIRONMENT, key.variable()), problems))
                .toList();
    }

    private static List<Value> command(Key key, String text, Problems problems) {
        try {
            return CommandWords.of(text).stream()
                    .map(word -> new Value(word, Layer.ENVIRONMENT, key.variable()))
                    .toList();
        } catch (IllegalArgumentException e) {
            problems.add(key.variable() + ": " + e.getMessage());
            return List.of();
        }
    }

    private static Stream<Value> checked(Key key, Value value, Problems problems) {
        try {
            key.check(value.text());
            return Stream.of(value);
        } catch (IllegalArgumentException e) {
            problems.add(value.origin() + ": " + e.getMessage());
            return Stream.of();
        }
    }

    private List<Value> libpq(Key key) {
        return switch (key) {
            case USER -> libpq("PGUSER").stream().toList();
            case PASSWORD -> libpq("PGPASSWORD").stream().toList();
            default -> List.of();
        };
    }

    /** One of libpq's variables; empty when it is not set. */
    public Optional<Value> libpq(String name) {
        return variable(name).map(text -> new Value(text, Layer.LIBPQ, name));
    }

    /** Any of the process's variables; empty when it is not set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(request.environment().get(name)).filter(text -> !text.isEmpty());
    }

    /** A value; empty when nobody gave one. */
    public Optional<Value> value(Key key) {
        return all(key).stream().findFirst();
    }

    /** A value's text; null when nobody gave one. */
    public @Nullable String text(Key key) {
        return value(key).map(Value::text).orElse(null);
    }

    /** Who gave a value, for people who look for it: {@code bellows.toml:12 [env.prod]}. */
    public String from(Key key, Value value) {
        if (value.layer() != Layer.FILE) {
            return value.origin();
        }
        boolean inTable = table.getOrDefault(key, List.of()).contains(value);
        String place = value.origin().replaceFirst(": [^:]*$", "");
        return inTable ? place + " [env." + request.name() + "]" : place;
    }

    /** What the top of the file says of a key, whoever else says something; empty when it says nothing. */
    public List<Value> inFile(Key key) {
        return file.values().getOrDefault(key, List.of());
    }

    /** A path as somebody typed it, so that this process finds it. */
    public String place(String typed) {
        return Project.place(project.directory(), typed);
    }

    /** Where a configuration would be created for a folder: where the call was made, or else in the folder's repository. */
    public Path created(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        @Nullable Path repository = Project.around(there).repository();
        Path home = there.startsWith(project.directory()) || repository == null ? project.directory() : repository;
        return home.resolve(ConfigurationFile.NAME);
    }

    /** The configuration's file; empty when there is none. */
    public Optional<Path> file() {
        return Optional.ofNullable(file.file());
    }

    /** All values of a key, from the nearest layer that has any. */
    public List<Value> all(Key key) {
        return values.getOrDefault(key, List.of());
    }

    /** The phases of files that do not say it. */
    public Map<MigrationId, Phase> phases() {
        return file.phases();
    }

    /** The hazards that the file accepts. */
    public List<Allow> allows() {
        return file.allows();
    }

    /** How much the findings of rules count; of several that fit, the last one. */
    public List<RuleSeverity> severities() {
        return file.severities();
    }

    /** Where the migrations are, as paths that this process finds, and whose they are. */
    public List<Location> migrations() {
        return all(Key.MIGRATIONS).stream().map(this::location).toList();
    }

    private Location location(Value value) {
        Location written = Location.parse(value.text());
        return written.at(place(new Value(written.place(), value.layer(), value.origin())));
    }

    /** What only the migrations of one owner go by, by its name. */
    public Map<String, OwnerSettings> owners() {
        return file.owners();
    }

    /** The jars and folders of migrations in Java, as paths that this process finds; empty ones as they were written. */
    public List<String> classPath() {
        return all(Key.CLASSPATH).stream()
                .flatMap(value -> Stream.of(value.text().split(File.pathSeparator, -1))
                        .map(one -> one.isEmpty() ? one : place(new Value(one, value.layer(), value.origin()))))
                .toList();
    }

    /** A path that was given as a value: in the file it starts from the file's folder. */
    public String place(Value value) {
        return Project.place(folder(value), value.text());
    }

    /** Where paths in a value start: in the file from the file's folder. */
    Path folder(Value value) {
        @Nullable
        Path parent = file.file() == null ? null : file.file().toAbsolutePath().getParent();
        return value.layer() == Layer.FILE && parent != null ? parent : project.directory();
    }

    /** Where the embedded server of this project lives. */
    public Path serverFolder() {
        return project.serverFolder(file.file() == null ? null : file.file().toAbsolutePath());
    }

    /** The folder of the call. */
    public Path directory() {
        return project.directory();
    }
}
