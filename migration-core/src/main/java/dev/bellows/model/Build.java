package dev.bellows.model;

import dev.bellows.lint.LintScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an application ships.
 *
 * @param migrations in the order in which they run
 * @param baselines what stands for all migrations of an owner up to a version, the lowest first; none is among the migrations
 * @param refusals what is wrong with the files; nothing runs while there are any
 * @param notices what a person should know of them
 */
public record Build(
        List<Migration> migrations, List<Migration> baselines, List<Refusal> refusals, List<String> notices) {
    public Build {
        baselines = List.copyOf(baselines);
        notices = List.copyOf(notices);
        migrations = List.copyOf(migrations);
        refusals = List.copyOf(refusals);
    }

    /** A build of which there is nothing else to know. */
    public Build(List<Migration> migrations, List<Refusal> refusals) {
        this(migrations, List.of(), refusals, List.of());
    }

    /** The highest version; null when there is none. */
    public @Nullable Version head() {
        return Stream.concat(migrations.stream(), baselines.stream())
                .filter(migration -> !migration.repeatable())
                .map(Migration::number)
                .max(Version::compareTo)
                .orElse(null);
    }

    /** Whether nothing is shipped. */
    public boolean isEmpty() {
        return migrations.isEmpty() && baselines.isEmpty();
    }

    /** The migrations by what they are. */
    public Map<MigrationId, Migration> byId() {
        Map<MigrationId, Migration> result = new HashMap<>();
        migrations.forEach(migration -> result.put(migration.id(), migration));
        return result;
    }

    /**
     * The migrations and their reverses as the linter is given them.
     *
     * @param role what a migration is for
     */
    public List<LintScript> toLint(Function<Migration, LintScript.Role> role) {
        List<LintScript> scripts = new ArrayList<>();
        for (Migration migration : migrations) {
            if (migration.script().hasText()) {
                scripts.add(script(migration, migration.script(), role.apply(migration)));
            }
            if (migration.down() != null && migration.down().hasText() && !migration.history()) {
                scripts.add(script(migration, migration.down(), LintScript.Role.DOWN));
            }
        }
        return scripts;
    }

    private static LintScript script(Migration migration, Script script, LintScript.Role role) {
        @Nullable String version = migration.repeatable() ? null : migration.version();
        return new LintScript(script.name(), version, script, migration.phase(), role);
    }
}
