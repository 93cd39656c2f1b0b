package dev.bellows.cli.config;

import dev.bellows.model.Location;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.OwnerSettings;
import dev.bellows.model.Version;
import dev.bellows.sql.Phase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tables of a {@code bellows.toml} that are about single migrations, and about those of one owner. */
final class MigrationTables {
    static final String MIGRATION = "migration";
    static final String OWNER = "owner";

    private static final String ENFORCE_FROM = Key.ENFORCE_FROM.word();
    private static final String OUT_OF_ORDER = Key.OUT_OF_ORDER.word();

    private final TomlReader reader;
    private final Map<MigrationId, Phase> phases = new LinkedHashMap<>();
    private final Map<String, OwnerSettings> owners = new HashMap<>();

    MigrationTables(TomlReader reader) {
        this.reader = reader;
    }

    Map<MigrationId, Phase> phases() {
        return phases;
    }

    Map<String, OwnerSettings> owners() {
        return owners;
    }

    void migrations(JsonNode node) {
        for (Map.Entry<String, JsonNode> entry : reader.tables(MIGRATION, node)) {
            String path = MIGRATION + "/" + entry.getKey();
            MigrationLabel label = MigrationLabel.parse(entry.getKey());
            if (!Version.isVersion(label.version())) {
                reader.problem(path, "\"" + entry.getKey() + "\" is not a version: write [migration.\"0042\"]");
                continue;
            }
            for (Map.Entry<String, JsonNode> value : reader.tables(path, entry.getValue())) {
                String phase = value.getValue().isString() ? value.getValue().asString() : "";
                if (!value.getKey().equals("phase")) {
                    reader.problem(
                            path + "/" + value.getKey(), "unknown key \"" + value.getKey() + "\"; known are phase");
                } else if (!phase.equals("expand") && !phase.equals("contract")) {
                    reader.problem(path + "/phase", "phase is \"expand\" or \"contract\"");
                } else {
                    phases.put(label.id(), Phase.valueOf(phase.toUpperCase(Locale.ROOT)));
                }
            }
        }
    }

    void owners(JsonNode node) {
        for (Map.Entry<String, JsonNode> entry : reader.tables(OWNER, node)) {
            String path = OWNER + "/" + entry.getKey();
            @Nullable Version from = null;
            boolean outOfOrder = false;
            for (Map.Entry<String, JsonNode> value : reader.tables(path, entry.getValue())) {
                String at = path + "/" + value.getKey();
                String text = value.getValue().isString() ? value.getValue().asString() : "";
                if (value.getKey().equals(ENFORCE_FROM)) {
                    if (Version.isVersion(text)) {
                        from = Version.of(text);
                    } else {
                        reader.problem(at, ENFORCE_FROM + " is a version, such as " + ENFORCE_FROM + " = \"0100\"");
                    }
                } else if (value.getKey().equals(OUT_OF_ORDER)) {
                    if (!value.getValue().isBoolean()) {
                        reader.problem(at, OUT_OF_ORDER + " is true or false, such as " + OUT_OF_ORDER + " = true");
                    }
                    outOfOrder = value.getValue().asBoolean(false);
                } else {
                    reader.problem(
                            at,
                            "unknown key \"" + value.getKey() + "\"; "
                                    + Suggestion.of(value.getKey(), List.of(ENFORCE_FROM, OUT_OF_ORDER)));
                }
            }
            owners.put(entry.getKey(), new OwnerSettings(from, outOfOrder));
        }
    }

    /** A table about an owner that has no migrations is a slip of the pen; unless the file does not say where they all are. */
    void requireOwners(List<Map<Key, List<Value>>> layers) {
        List<Location> named = layers.stream()
                .flatMap(layer -> layer.getOrDefault(Key.MIGRATIONS, List.of()).stream())
                .map(value -> Location.parse(value.text()))
                .toList();
        if (named.isEmpty() || layers.stream().anyMatch(layer -> layer.containsKey(Key.CLASSPATH))) {
            return;
        }
        for (String owner : owners.keySet()) {
            if (named.stream().noneMatch(location -> location.owner().equals(owner))) {
                reader.problem(
                        OWNER + "/" + owner,
                        "no migrations belong to \"" + owner + "\"; migrations says whose a folder is: \"" + owner
                                + "=FOLDER\"");
            }
        }
    }
}
