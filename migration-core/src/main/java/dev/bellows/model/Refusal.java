package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * Why something will not run.
 *
 * @param code stable, for machines: {@code edited}, {@code out-of-order}, …
 * @param migration the migration; null when it is about the whole
 * @param file the file to look at; null when it is not about one
 * @param line from 1; 0 when it is not about a line
 * @param column from 1, in code points; 0 when it is not about a place in the line
 * @param excerpt the line's text up to that place, its strings masked; empty without a place
 * @param cause what is wrong, in a sentence
 * @param next what to do now
 */
public record Refusal(
        String code,
        @Nullable MigrationLabel migration,
        @Nullable String file,
        int line,
        int column,
        String excerpt,
        String cause,
        String next) {
    /** A refusal about a file's line. */
    public static Refusal at(
            String code, @Nullable MigrationLabel migration, String file, int line, String cause, String next) {
        return new Refusal(code, migration, file, line, 0, "", cause, next);
    }

    /** A refusal about a migration or a file as a whole. */
    public static Refusal of(
            String code, @Nullable MigrationLabel migration, @Nullable String file, String cause, String next) {
        return new Refusal(code, migration, file, 0, 0, "", cause, next);
    }

    /** A refusal about the database, the ledger or the settings. */
    public static Refusal of(String code, String cause, String next) {
        return new Refusal(code, null, null, 0, 0, "", cause, next);
    }
}
