package dev.bellows.source;

import dev.bellows.model.MigrationId;
import dev.bellows.model.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a file's name says.
 *
 * @param version as written, or a repeatable's name such as {@code R_active_users}
 * @param description a few words
 */
record MigrationName(Kind kind, String version, String description) {
    /** What a file is for. */
    enum Kind {
        VERSIONED,
        REPEATABLE,
        DOWN,
        CHECK,
        BASELINE
    }

    static MigrationName versioned(String version, String words) {
        return new MigrationName(Kind.VERSIONED, version, description(words));
    }

    static MigrationName down(String version, String words) {
        return new MigrationName(Kind.DOWN, version, description(words));
    }

    static MigrationName baseline(String version) {
        return new MigrationName(Kind.BASELINE, version, "baseline");
    }

    static MigrationName repeatable(String name, String words) {
        return new MigrationName(Kind.REPEATABLE, name, description(words));
    }

    private static String description(String words) {
        return words.replace('_', ' ').strip();
    }

    /** The same of the reverse of this migration. */
    MigrationName reverse() {
        return new MigrationName(Kind.DOWN, version, description);
    }

    /** The same of the check beside this migration. */
    MigrationName check() {
        return new MigrationName(Kind.CHECK, version, description);
    }

    /** What a migration shares with its reverse and its check, and two migrations must not. */
    String identity() {
        return MigrationId.parse(MigrationId.MAIN, version).key();
    }

    /** What orders it; null for a repeatable. */
    @Nullable
    Version number() {
        return Version.isVersion(version) ? Version.of(version) : null;
    }
}
