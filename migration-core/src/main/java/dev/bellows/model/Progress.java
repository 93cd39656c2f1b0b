package dev.bellows.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Listener} hears while a call works, in order. */
public sealed interface Progress {
    /**
     * Another runner holds the lock.
     *
     * @param holder who it is and what it runs, in a phrase; null when the server does not tell
     */
    record WaitingForLock(@Nullable String holder, Duration waited) implements Progress {}

    /** The plan is made: this many migrations will run. */
    record Planned(int steps) implements Progress {}

    /**
     * A migration begins.
     *
     * @param number of this step in the run, from 1
     * @param of how many steps the run has
     */
    record StepStarted(Migration migration, int number, int of) implements Progress {}

    /** A statement of a non-transactional migration, or of a long one, is about to run. */
    record StatementStarted(Migration migration, int statement, int statements) implements Progress {}

    /**
     * Transactions stand in the way of a lock, or of a concurrent build.
     *
     * @param blockers each in a phrase: pid, role, application, state, since when
     */
    record WaitingForOthers(Migration migration, List<String> blockers, Duration waited) implements Progress {}

    /** A lock was not to be had, or a deadlock or serialisation failure came: everything is undone and tried again. */
    record Retrying(Migration migration, int attempt, String why, Duration pause) implements Progress {}

    /** A migration ended. */
    record StepFinished(StepResult result) implements Progress {}

    /** Something that a person should know. */
    record Notice(String text) implements Progress {}
}
