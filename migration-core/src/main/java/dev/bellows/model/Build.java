package dev.bellows.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application ships.
 *
 * @param migrations in the order in which they run
 * @param refusals what is wrong with the files; nothing runs while there are any
 * @param notices what a person should know of them
 */
public record Build(List<Migration> migrations, List<Refusal> refusals, List<String> notices) {
    public Build {
        notices = List.copyOf(notices);
        migrations = List.copyOf(migrations);
        refusals = List.copyOf(refusals);
    }

    /** A build of which there is nothing else to know. */
    public Build(List<Migration> migrations, List<Refusal> refusals) {
        this(migrations, refusals, List.of());
    }

    /** The highest version; null when there is none. */
    public @Nullable Version head() {
        return migrations.stream()
                .filter(migration -> !migration.repeatable())
                .map(Migration::number)
                .max(Version::compareTo)
                .orElse(null);
    }

    /** The migrations by what they are. */
    public Map<MigrationId, Migration> byId() {
        Map<MigrationId, Migration> result = new HashMap<>();
        migrations.forEach(migration -> result.put(migration.id(), migration));
        return result;
    }
}
