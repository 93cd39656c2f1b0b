package dev.bellows.plan;

import dev.bellows.effect.LockMode;
import dev.bellows.model.Migration;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.QuarantineName;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.Script;
import dev.bellows.schema.ObjectName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One migration of a plan.
 *
 * @param down whether its reverse runs
 * @param script what runs: the migration's script or its down
 * @param done how many of its statements an earlier run did; the next one runs first
 * @param inDoubt whether the statement after those may have run: the database is asked before it runs
 * @param statements how many the script has
 * @param transactional whether it runs in one transaction
 * @param lockTimeout for a table's lock, at each try; null for the default
 * @param statementTimeout for each statement; null for none
 * @param maxBlocking how long its transaction may stop readers or writers
 * @param locks the tables that were there before it and that it will lock so that readers or writers wait, as far as its text
 *     tells; empty until it was looked at
 * @param reason why it may run although it breaks running code and is not tagged; null where there is nothing to excuse
 * @param gate whether it is a contract that runs only when nothing old lives
 * @param quarantine the name of the schema for the first thing that it drops and that is kept; null where nothing is
 * @param keepings what is kept of what it drops, as a database that was asked says
 * @param clearings what is cleared away around its statements; empty until a database was asked, and in a transaction
 */
public record Step(
        Migration migration,
        boolean down,
        Script script,
        int done,
        boolean inDoubt,
        int statements,
        boolean transactional,
        @Nullable Duration lockTimeout,
        @Nullable Duration statementTimeout,
        Duration maxBlocking,
        Map<ObjectName, LockMode> locks,
        @Nullable String reason,
        Gate gate,
        @Nullable QuarantineName quarantine,
        List<Keeping> keepings,
        List<Clearing> clearings) {
    /** What stands before it. */
    public enum Gate {
        /** It is no contract, or nothing old can live. */
        NONE,
        /** It was not held yet. */
        UNASKED,
        /** The ledger says already that it was held. */
        HELD
    }

    public Step {
        locks = Collections.unmodifiableMap(new LinkedHashMap<>(locks));
        keepings = List.copyOf(keepings);
        clearings = List.copyOf(clearings);
    }

    /** Whether it runs only when nothing old lives. */
    public boolean gated() {
        return gate != Gate.NONE;
    }

    /** Whether a restore point is made before it, where this run has made none yet. */
    public boolean asksFor(RestorePoints points) {
        return points.when() == RestorePoints.When.ALWAYS || gated() || (reason != null && !down);
    }

    /** What must return no rows once all of it is done; null when there is nothing such, and for a reverse. */
    public @Nullable Script check() {
        return down ? null : migration.check();
    }

    /** Whether a copy in batches was begun for it. */
    public boolean wants(OpenCopy copy) {
        return copy.down() == down
                && copy.migration().equals(migration.label())
                && migration.script().checksum().equals(copy.checksum());
    }

    /** The same, statement by statement from where a run stopped that left nothing in doubt. */
    public Step from(int doneNow) {
        return new Step(
                migration,
                down,
                script,
                doneNow,
                false,
                statements,
                false,
                lockTimeout,
                statementTimeout,
                maxBlocking,
                locks,
                reason,
                gate,
                quarantine,
                keepings,
                clearings);
    }

    /** The same with what is to be cleared away, as a database that was asked says. */
    public Step clearing(List<Clearing> found) {
        return new Step(
                migration,
                down,
                script,
                done,
                inDoubt,
                statements,
                transactional,
                lockTimeout,
                statementTimeout,
                maxBlocking,
                locks,
                reason,
                gate,
                quarantine,
                keepings,
                found);
    }

    /** The same with what is foreseen of it. */
    Step foreseeing(Map<ObjectName, LockMode> foreseenLocks, @Nullable String why) {
        return new Step(
                migration,
                down,
                script,
                done,
                inDoubt,
                statements,
                transactional,
                lockTimeout,
                statementTimeout,
                maxBlocking,
                foreseenLocks,
                why,
                gate,
                quarantine,
                keepings,
                clearings);
    }

    /** The same, keeping what it drops, as far as a database that was asked can tell yet. */
    public Step keeping(QuarantineName name, List<Keeping> found) {
        return new Step(
                migration,
                down,
                script,
                done,
                inDoubt,
                statements,
                transactional,
                lockTimeout,
                statementTimeout,
                maxBlocking,
                locks,
                reason,
                gate,
                name,
                found,
                clearings);
    }
}
