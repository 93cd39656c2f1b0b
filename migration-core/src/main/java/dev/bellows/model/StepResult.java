package dev.bellows.model;

import dev.bellows.sql.Phase;
import java.time.Duration;

/**
 * What became of one migration in this run.
 *
 * @param done how many statements are in the database now
 * @param total how many the file has
 * @param duration of all of it in this run, with the copies and the gate that came before its statements
 */
public record StepResult(
        String owner,
        String version,
        String description,
        Phase phase,
        Outcome outcome,
        int done,
        int total,
        Duration duration) {
    /** How it ended. */
    public enum Outcome {
        APPLIED,
        REVERTED,
        FAILED,
        HELD
    }

    /** The result of a migration. */
    public static StepResult of(Migration migration, Outcome outcome, int done, int total, Duration duration) {
        return new StepResult(
                migration.owner(),
                migration.version(),
                migration.description(),
                migration.phase(),
                outcome,
                done,
                total,
                duration);
    }
}
