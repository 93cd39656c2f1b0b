package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * What a migration is, whatever its file says: whose it is and which one.
 *
 * @param owner {@code main} unless a source names another
 * @param key the version's digits without leading zeros, or a repeatable's name such as {@code R_active_users}
 */
public record MigrationId(String owner, String key) {
    /** The owner of migrations whose source names none. */
    public static final String MAIN = "main";

    /** The identity of a versioned migration. */
    public static MigrationId of(String owner, Version version) {
        return new MigrationId(owner, version.digits());
    }

    /** The identity that a ledger entry speaks of: versions lose their leading zeros, names stay. */
    public static MigrationId parse(String owner, String version) {
        @Nullable String digits = Version.digitsOf(version);
        return new MigrationId(owner, digits == null ? version : digits);
    }

    // Written out: what a record is given instead is put together at its first use, which takes a cold start longer
    // than all of it.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MigrationId id && key.equals(id.key) && owner.equals(id.owner);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + owner.hashCode();
    }

    /** Whether this is a repeatable's identity. */
    public boolean repeatable() {
        return !Version.isVersion(key);
    }
}
