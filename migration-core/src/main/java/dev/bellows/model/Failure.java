package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * A statement that failed.
 *
 * @param migration whose it is
 * @param file where the statement stands
 * @param line of the place that PostgreSQL names, else of the statement's beginning; from 1
 * @param column likewise; from 1, in code points
 * @param statement its number in the file, from 1
 * @param statements how many the file has
 * @param check whether it is a query of the migration's check, and the file that
 * @param excerpt the line's text, passwords masked; cut at 10,000 characters, empty where COMMIT failed
 * @param sqlState PostgreSQL's code, such as {@code 42P01}
 * @param message PostgreSQL's primary message
 * @param detail PostgreSQL's detail, which may hold values: for the terminal, never for the ledger; null when none
 * @param hint PostgreSQL's hint; null when none
 * @param context where PostgreSQL was: the line of a COPY's data, the line of a function. It may hold values: for the
 *     terminal, never for the ledger; null when none
 * @param done how many statements of this file, or of the migration that it checks, are in the database all the same
 * @param next what to do now
 */
public record Failure(
        MigrationLabel migration,
        String file,
        int line,
        int column,
        int statement,
        int statements,
        boolean check,
        String excerpt,
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        @Nullable String context,
        int done,
        String next) {}
