package dev.bellows.cli.config;

import dev.bellows.model.MigrationId;
import dev.bellows.model.OwnerSettings;
import dev.bellows.sql.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code bellows.toml} says, checked.
 *
 * @param file where it is; null when there is none
 * @param values at the top, each with its line
 * @param environments the {@code [env.NAME]} tables by name
 * @param phases of files that do not say it
 * @param owners what only the migrations of one owner go by, by its name
 * @param allows for the linter
 * @param severities for the linter, in their order
 */
record ConfigurationFile(
        @Nullable Path file,
        Map<Key, List<Value>> values,
        Map<String, Map<Key, List<Value>>> environments,
        Map<MigrationId, Phase> phases,
        Map<String, OwnerSettings> owners,
        List<Allow> allows,
        List<RuleSeverity> severities) {
    static final String NAME = "bellows.toml";

    static final ConfigurationFile NONE =
            new ConfigurationFile(null, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of());

    ConfigurationFile {
        values = Map.copyOf(values);
        environments = Map.copyOf(environments);
        phases = Map.copyOf(phases);
        owners = Map.copyOf(owners);
        allows = List.copyOf(allows);
        severities = List.copyOf(severities);
    }
}
