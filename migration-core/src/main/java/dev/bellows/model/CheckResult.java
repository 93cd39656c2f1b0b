package dev.bellows.model;

import java.time.Duration;

/**
 * A query of a migration's check that was run again.
 *
 * @param migration whose check it is
 * @param file where it stands
 * @param line likewise; from 1
 * @param query its number in the file, from 1
 * @param queries how many the file has
 * @param holds whether it returned no rows
 * @param problem what is wrong, without what the rows hold; empty when nothing is
 * @param duration how long it took
 */
public record CheckResult(
        MigrationLabel migration,
        String file,
        int line,
        int query,
        int queries,
        boolean holds,
        String problem,
        Duration duration) {}
