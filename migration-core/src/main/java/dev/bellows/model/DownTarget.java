package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * How far down.
 *
 * @param version that stays the highest applied one; null to count steps
 * @param steps how many migrations are reverted, from 1; 0 where {@code version} decides
 */
public record DownTarget(@Nullable Version version, int steps) {
    public DownTarget {
        if (version == null && steps < 1) {
            throw new IllegalArgumentException("a down goes at least one step, not " + steps);
        }
        if (version != null && steps != 0) {
            throw new IllegalArgumentException("a down goes to a version or counts steps, not both");
        }
    }

    /** So many of the newest migrations. */
    public static DownTarget steps(int steps) {
        return new DownTarget(null, steps);
    }

    /** Everything above this version; 0 for everything. */
    public static DownTarget to(Version version) {
        return new DownTarget(version, 0);
    }

    /** Likewise; the version as written. */
    public static DownTarget to(String version) {
        return to(Version.of(version));
    }
}
