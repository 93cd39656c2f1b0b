package dev.bellows.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Listener} hears while a call works, in order. */
public sealed interface Progress {
    /**
     * Another runner holds the lock. Said when the wait begins and every few seconds.
     *
     * @param holder who it is; its application name says what it runs and where; null when the server does not tell
     */
    record WaitingForLock(@Nullable Blocker holder, Duration waited) implements Progress {}

    /** The plan is made: this many migrations will run. */
    record Planned(int steps) implements Progress {}

    /**
     * A migration begins.
     *
     * @param number of this step in the run, from 1
     * @param of how many steps the run has
     */
    record StepStarted(Migration migration, int number, int of) implements Progress {}

    /**
     * A statement of a non-transactional migration is about to run; of a transactional one only where it has been
     * running for a while.
     */
    record StatementStarted(Migration migration, int statement, int statements) implements Progress {}

    /**
     * Others stand in the way of a lock, or of a concurrent build. Said when the wait begins, when others stand in the way
     * than before, and every few seconds.
     */
    record WaitingForOthers(Migration migration, List<Blocker> blockers, Duration waited) implements Progress {
        public WaitingForOthers {
            blockers = List.copyOf(blockers);
        }
    }

    /** Nobody stands in the way any more. */
    record WaitOver(Migration migration, Duration waited) implements Progress {}

    /** How far the server is with the statement that runs; at most once a second, over a second connection. */
    record StatementProgress(Migration migration, CommandProgress progress) implements Progress {}

    /** A lock was not to be had, or a deadlock or serialisation failure came: everything is undone and tried again. */
    record Retrying(Migration migration, int attempt, String why, Duration pause) implements Progress {}

    /** A contract's gate is closed: the migration is passed over. */
    record GateHeld(Migration migration, List<Holder> holders) implements Progress {
        public GateHeld {
            holders = List.copyOf(holders);
        }
    }

    /** A contract's gate is open: nothing old lives, and nothing old may enter from now on. */
    record GateOpened(Migration migration) implements Progress {}

    /**
     * This instance may not serve any more: a contract has overtaken its build while it was away.
     *
     * @param why names the contract and what it needs
     */
    record Overtaken(String why) implements Progress {}

    /** Something to go back to is being made before a migration; that may take long. */
    record RestorePointStarted(Migration migration) implements Progress {}

    /** It is made and recorded. */
    record RestorePointMade(Migration migration, RestorePoint restorePoint, Duration took) implements Progress {}

    /** A migration ended. */
    record StepFinished(StepResult result) implements Progress {}

    /** Something that a person should know. */
    record Notice(String text) implements Progress {}
}
