package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * Whose history is taken over.
 *
 * @param tool its name, such as {@code flyway}
 * @param table where it keeps its history, {@code TABLE} or {@code SCHEMA.TABLE}; null for where it does by default
 * @param upTo of files that are no files of the tool: the last version that is in the database, 0 when none is; null where the
 *     tool's own files are matched, and for 0 where it has none that can be
 */
public record AdoptionSource(
        String tool, @Nullable String table, @Nullable Version upTo) {
    /** A tool, with its table where it is by default. */
    public static AdoptionSource of(String tool) {
        return new AdoptionSource(tool, null, null);
    }

    /** Likewise with another table, {@code TABLE} or {@code SCHEMA.TABLE}. */
    public AdoptionSource table(String name) {
        return new AdoptionSource(tool, name, upTo);
    }

    /** Likewise where the files are not the tool's: everything up to this version is in the database. */
    public AdoptionSource upTo(String version) {
        return new AdoptionSource(tool, table, Version.of(version));
    }
}
