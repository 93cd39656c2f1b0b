package dev.bellows.model;

import dev.bellows.sql.Phase;
import dev.bellows.sql.Squashed;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One unit of change.
 *
 * @param owner whose it is; {@link MigrationId#MAIN} unless its source names another
 * @param version the version as written, or a repeatable's name such as {@code R_active_users}
 * @param description a few words for people
 * @param phase expand or contract, from the file's tag or the configuration
 * @param after for a contract: the version that a build must ship to run beside it; null when it is the contract's own
 * @param history whether the configuration's {@code enforce-from} makes it history
 * @param script the change
 * @param down its reverse; null when there is none
 * @param check queries that must return no rows once it is applied; null when there are none
 * @param squashes for a baseline: the migrations up to its version, its own included, that it stands for; empty for any other
 */
public record Migration(
        String owner,
        String version,
        String description,
        Phase phase,
        @Nullable String after,
        boolean history,
        Script script,
        @Nullable Script down,
        @Nullable Script check,
        List<Squashed> squashes) {
    /** The order in which migrations run: versioned ones by version, then repeatables by name; owners decide ties. */
    public static final Comparator<Migration> ORDER = Comparator.comparing(Migration::repeatable)
            .thenComparing((a, b) -> a.repeatable()
                    ? a.version().compareTo(b.version())
                    : a.number().compareTo(b.number()))
            .thenComparing(Migration::owner);

    public Migration {
        squashes = List.copyOf(squashes);
    }

    /** One without a check. */
    public Migration(
            String owner,
            String version,
            String description,
            Phase phase,
            @Nullable String after,
            boolean history,
            Script script,
            @Nullable Script down) {
        this(owner, version, description, phase, after, history, script, down, null, List.of());
    }

    /** Whether it is what a new database runs in place of all migrations up to its version. */
    public boolean isBaseline() {
        return !squashes.isEmpty();
    }

    /** Those that it stands for. */
    public List<MigrationId> standsFor() {
        return squashes.stream()
                .map(squashed -> MigrationId.parse(owner, squashed.version()))
                .toList();
    }

    /** Who it is; a baseline has the identity of the last migration that it stands for. */
    public MigrationId id() {
        return MigrationId.parse(owner, version);
    }

    /** Whether it runs again whenever its content changes. */
    public boolean repeatable() {
        return !Version.isVersion(version);
    }

    /**
     * The version as a number.
     *
     * @throws IllegalArgumentException when it is a repeatable, which has none
     */
    public Version number() {
        return Version.of(version);
    }

    /** Its name for people and commands. */
    public MigrationLabel label() {
        return new MigrationLabel(owner, version);
    }
}
