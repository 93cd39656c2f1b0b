package dev.bellows.cli;

import dev.bellows.cli.config.Key;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. They are texts here; the configuration checks them. */
final class Options {
    /** A test holds it to the layouts that there are. */
    private static final String LAYOUTS =
            "auto|bellows|golang-migrate|flyway|diesel|prisma|drizzle|goose|dbmate|liquibase";

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL|embedded",
            description = "the database: postgresql://user@host/database, \"host=… dbname=…\", or jdbc:postgresql:…;"
                    + " embedded: a PostgreSQL of this folder's own")
    private @Nullable String url;

    @Option(names = "--user", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "who connects")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "a file whose first line is the password; BELLOWS_PASSWORD and PGPASSWORD work too")
    private @Nullable String passwordFile;

    @Option(
            names = "--role",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "the role that migrations run as, and own what they create")
    private @Nullable String role;

    @Option(
            names = "--migrations",
            scope = ScopeType.INHERIT,
            paramLabel = "FOLDER",
            description = "where the migrations are, OWNER=FOLDER for another owner's; may be repeated")
    private List<String> migrations = new ArrayList<>();

    @Option(
            names = "--classpath",
            scope = ScopeType.INHERIT,
            paramLabel = "JAR|FOLDER",
            description =
                    "where migrations in Java are, and classpath: places; several as one class path; may be repeated")
    private List<String> classPath = new ArrayList<>();

    @Option(
            names = "--layout",
            scope = ScopeType.INHERIT,
            paramLabel = LAYOUTS,
            description = "how files are named; auto, which looks at them, by default")
    private @Nullable String layout;

    @Option(
            names = "--schema",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "where migrations run and the ledger lives; by default the session's current schema")
    private @Nullable String schema;

    @Option(
            names = "--ledger",
            scope = ScopeType.INHERIT,
            paramLabel = "TABLE",
            description = "another ledger: TABLE or SCHEMA.TABLE; bellows_ledger by default")
    private @Nullable String ledger;

    @Option(
            names = "--tag-prefix",
            scope = ScopeType.INHERIT,
            paramLabel = "WORD",
            description = "the word before the colon in directives; bellows by default")
    private @Nullable String tagPrefix;

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "the configuration; by default bellows.toml, searched up to the repository's root")
    private @Nullable String config;

    @Option(
            names = "--env",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "the [env.NAME] of the configuration")
    private @Nullable String env;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "one JSON object on standard output")
    private boolean json;

    @Option(
            names = "--json-events",
            scope = ScopeType.INHERIT,
            description = "one JSON object a line for each event, and last what --json prints")
    private boolean jsonEvents;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "errors only")
    private boolean quiet;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "no colours; NO_COLOR and CLICOLOR=0 work too")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "this help")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    /** Those that can be set elsewhere too. */
    Map<Key, List<String>> settings() {
        Map<Key, List<String>> settings = new EnumMap<>(Key.class);
        put(settings, Key.URL, url);
        put(settings, Key.USER, user);
        put(settings, Key.PASSWORD_FILE, passwordFile);
        put(settings, Key.ROLE, role);
        put(settings, Key.LAYOUT, layout);
        put(settings, Key.SCHEMA, schema);
        put(settings, Key.LEDGER, ledger);
        put(settings, Key.TAG_PREFIX, tagPrefix);
        if (!migrations.isEmpty()) {
            settings.put(Key.MIGRATIONS, List.copyOf(migrations));
        }
        if (!classPath.isEmpty()) {
            settings.put(Key.CLASSPATH, List.copyOf(classPath));
        }
        return settings;
    }

    static void put(Map<Key, List<String>> settings, Key key, @Nullable String value) {
        if (value != null) {
            settings.put(key, List.of(value));
        }
    }

    /** {@code --config} as typed. */
    @Nullable
    String typedConfig() {
        return config;
    }

    /** {@code --env} as typed. */
    @Nullable
    String typedEnv() {
        return env;
    }

    @Nullable
    String config(Surroundings surroundings) {
        return config != null ? config : surroundings.variable("BELLOWS_CONFIG");
    }

    @Nullable
    String env(Surroundings surroundings) {
        return env != null ? env : surroundings.variable("BELLOWS_ENV");
    }

    /** {@code --json} or {@code --json-events} as typed. */
    @Nullable
    Format typedFormat() {
        return jsonEvents ? Format.EVENTS : json ? Format.JSON : null;
    }

    Format format(Surroundings surroundings) {
        return Format.of(jsonEvents, json, surroundings);
    }

    boolean quiet(Surroundings surroundings) {
        return quiet || on(surroundings, "BELLOWS_QUIET");
    }

    boolean colours(Surroundings surroundings) {
        return !noColor && !on(surroundings, "BELLOWS_NO_COLOR");
    }

    static boolean on(Surroundings surroundings, String variable) {
        @Nullable String value = surroundings.variable(variable);
        return value != null && (value.equals("true") || value.equals("1"));
    }
}
