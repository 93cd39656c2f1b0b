package dev.bellows.cli.config;

import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.rules.Pages;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Version;
import dev.bellows.sql.Nearest;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads a {@code bellows.toml}; everything that is wrong with it becomes a problem with its line. */
final class TomlReader {
    private static final String ENVIRONMENTS = "env";
    private static final String ALLOW = "allow";
    private static final List<String> ALLOW_KEYS = List.of("rule", "path", "version", "reason");
    private static final String SEVERITY = "severity";
    private static final List<String> SEVERITY_KEYS = List.of("rule", "path", SEVERITY);

    private final Path file;
    private final String name;
    private final KeyLines lines;
    private final Problems problems;
    private final MigrationTables migrations = new MigrationTables(this);
    private final List<Allow> allows = new ArrayList<>();
    private final List<RuleSeverity> severities = new ArrayList<>();

    private TomlReader(Path file, String name, String text, Problems problems) {
        this.file = file;
        this.name = name;
        this.lines = new KeyLines(text);
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @param name what messages call it
     */
    static ConfigurationFile read(Path file, String name, Problems problems) {
        try {
            String text = Files.readString(file);
            JsonNode root = new TomlMapper().readTree(text);
            return new TomlReader(file, name, text, problems).file(root);
        } catch (MalformedInputException e) {
            problems.add(name + ": it is not UTF-8; save it as UTF-8");
        } catch (AccessDeniedException e) {
            problems.add(name + ": this user may not read it; allow it, or name another with --config");
        } catch (IOException e) {
            problems.add(name + ": it cannot be read: " + e.getMessage() + "; name another with --config");
        } catch (StreamReadException e) {
            problems.add(name + ":" + e.getLocation().getLineNr() + ":"
                    + e.getLocation().getColumnNr() + ": this is not TOML: " + e.getOriginalMessage());
        }
        return ConfigurationFile.NONE;
    }

    private ConfigurationFile file(JsonNode root) {
        Map<Key, List<Value>> values = new EnumMap<>(Key.class);
        Map<String, Map<Key, List<Value>>> environments = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            switch (entry.getKey()) {
                case ENVIRONMENTS -> environments(entry.getValue(), environments);
                case MigrationTables.MIGRATION -> migrations.migrations(entry.getValue());
                case MigrationTables.OWNER -> migrations.owners(entry.getValue());
                case ALLOW -> elements(ALLOW, ALLOW_KEYS, entry.getValue(), this::allow);
                case SEVERITY -> elements(SEVERITY, SEVERITY_KEYS, entry.getValue(), this::severity);
                default -> keyOrGate("", entry.getKey(), entry.getValue(), values);
            }
        }
        migrations.requireOwners(
                Stream.concat(Stream.of(values), environments.values().stream()).toList());
        return new ConfigurationFile(
                file, values, environments, migrations.phases(), migrations.owners(), allows, severities);
    }

    private void environments(JsonNode node, Map<String, Map<Key, List<Value>>> environments) {
        for (Map.Entry<String, JsonNode> entry : tables(ENVIRONMENTS, node)) {
            Map<Key, List<Value>> values = new EnumMap<>(Key.class);
            String path = ENVIRONMENTS + "/" + entry.getKey() + "/";
            for (Map.Entry<String, JsonNode> value : tables(ENVIRONMENTS, entry.getValue())) {
                keyOrGate(path, value.getKey(), value.getValue(), values);
            }
            environments.put(entry.getKey(), values);
        }
    }

    private void keyOrGate(String path, String word, JsonNode node, Map<Key, List<Value>> values) {
        if (!word.equals(Key.GATE)) {
            value(path, word, false, node, values);
            return;
        }
        for (Map.Entry<String, JsonNode> entry : tables(path + word, node)) {
            value(path + word + "/", entry.getKey(), true, entry.getValue(), values);
        }
    }

    private static List<String> known(boolean top, boolean inGate) {
        if (inGate) {
            return Key.gateWords();
        }
        Stream<String> tables = top
                ? Stream.of(ENVIRONMENTS, MigrationTables.MIGRATION, MigrationTables.OWNER, ALLOW, SEVERITY, Key.GATE)
                : Stream.of(Key.GATE);
        return Stream.concat(Key.words().stream(), tables).toList();
    }

    private void value(String path, String word, boolean inGate, JsonNode node, Map<Key, List<Value>> values) {
        @Nullable
        Key key = Stream.of(Key.values())
                .filter(known -> known.inFile() && known.inGate() == inGate)
                .filter(known -> known.word().equals(inGate ? Key.GATE + "." + word : word))
                .findFirst()
                .orElse(null);
        if (key == null) {
            List<String> known = known(path.isEmpty(), inGate);
            boolean password = word.equals("password");
            problem(
                    path + word,
                    password
                            ? "a password does not belong into a file that is committed; use password-file, or BELLOWS_PASSWORD"
                            : "unknown key \"" + word + "\"; " + Suggestion.of(word, known));
            return;
        }
        if (key == Key.RESTORE_POINT && !node.isArray()) {
            problem(path + word, key.word() + " is an array of strings, such as " + example(key));
            return;
        }
        List<Value> found = new ArrayList<>();
        boolean several = node.isArray() && key.several();
        for (JsonNode element : several ? node.values() : List.of(node)) {
            @Nullable String text = text(key, path + word, element);
            if (text != null) {
                found.add(new Value(text, Layer.FILE, at(path + word) + ": " + word));
            }
        }
        values.put(key, found);
    }

    private @Nullable String text(Key key, String path, JsonNode node) {
        boolean rightKind = key == Key.OUT_OF_ORDER
                ? node.isBoolean()
                : node.isString() || (key == Key.PG_VERSION && node.isIntegralNumber());
        if (!rightKind) {
            problem(path, key.word() + " is " + kind(key) + ", such as " + example(key));
            return null;
        }
        String text = node.asString();
        try {
            key.check(text);
            return text;
        } catch (IllegalArgumentException e) {
            problem(path, key.word() + ": " + e.getMessage());
            return null;
        }
    }

    private static String kind(Key key) {
        return key == Key.OUT_OF_ORDER
                ? "true or false"
                : key == Key.PG_VERSION ? "a number" : key.several() ? "a string or an array of strings" : "a string";
    }

    private static String example(Key key) {
        String value =
                switch (key) {
                    case OUT_OF_ORDER -> "true";
                    case DOWN -> "\"off\"";
                    case PG_VERSION -> "15";
                    case RESTORE_POINT -> "[\"pg_dump\", \"-Fc\", \"-f\", \"before.dump\"]";
                    case RESTORE_POINT_WHEN -> "\"always\"";
                    case FAIL_ON -> "\"error\"";
                    case ENFORCE_FROM -> "\"0100\"";
                    case GATE_SOAK, GATE_LEASE -> "\"1m\"";
                    default -> key.time() ? "\"10s\"" : "\"text\"";
                };
        return key.word() + " = " + value;
    }

    /** The elements of a list of tables, all of them with strings only. */
    private void elements(String list, List<String> keys, JsonNode node, BiConsumer<String, JsonNode> each) {
        if (!node.isArray()) {
            problem(list, list + " is a list of tables: write [[" + list + "]]");
            return;
        }
        int number = 0;
        for (JsonNode element : node.values()) {
            String path = list + "/" + number++;
            for (Map.Entry<String, JsonNode> entry : tables(path, element)) {
                if (!keys.contains(entry.getKey())) {
                    problem(
                            path + "/" + entry.getKey(),
                            "unknown key \"" + entry.getKey() + "\"; " + Suggestion.of(entry.getKey(), keys));
                } else if (!entry.getValue().isString()
                        || entry.getValue().asString().isBlank()) {
                    problem(path + "/" + entry.getKey(), entry.getKey() + " is a string that is not empty");
                }
            }
            each.accept(path, element);
        }
    }

    private void allow(String path, JsonNode element) {
        if (!element.has("rule") || !element.has("reason")) {
            problem(path, "[[allow]] needs a rule and a reason");
            return;
        }
        @Nullable String version = element.path("version").asStringOpt().orElse(null);
        if (version != null && !Version.isVersion(MigrationLabel.parse(version).version())) {
            problem(path + "/version", "\"" + version + "\" is not a version: a version is a number such as 0042");
        }
        rule(path, element);
        allows.add(new Allow(
                element.path("rule").asString(""),
                element.path("path").asStringOpt().orElse(null),
                version,
                element.path("reason").asString("")));
    }

    private void severity(String path, JsonNode element) {
        if (!element.has("rule") || !element.has(SEVERITY)) {
            problem(path, "[[severity]] needs a rule and a severity");
            return;
        }
        String word = element.path(SEVERITY).asString("");
        if (!RuleSeverity.WORDS.contains(word)) {
            problem(path + "/" + SEVERITY, "\"" + word + "\" is no severity: write " + words(RuleSeverity.WORDS));
        }
        rule(path, element);
        severities.add(new RuleSeverity(
                element.path("rule").asString(""),
                element.path("path").asStringOpt().orElse(null),
                word));
    }

    private void rule(String path, JsonNode element) {
        String rule = element.path("rule").asString("");
        List<String> known = Pages.infos().stream().map(RuleInfo::id).sorted().toList();
        if (!rule.isBlank() && !known.contains(rule)) {
            @Nullable String nearest = Nearest.word(rule, known);
            problem(
                    path + "/rule",
                    "there is no rule " + rule
                            + (nearest == null
                                    ? "; bellows lint --explain " + rule + " names those that there are"
                                    : "; did you mean " + nearest + "?"));
        }
    }

    private static String words(List<String> words) {
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** What a table holds; nothing, with a problem, when it is none. */
    Iterable<Map.Entry<String, JsonNode>> tables(String path, JsonNode node) {
        if (!node.isObject()) {
            problem(path, "\"" + path.replace('/', '.') + "\" is a table");
            return List.of();
        }
        return node.properties();
    }

    /** Something is wrong at a place. */
    void problem(String path, String what) {
        problems.add(at(path) + ": " + what);
    }

    private String at(String path) {
        int line = lines.of(path);
        return line == 0 ? name : name + ":" + line;
    }
}
