package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.CannotQuarantineException;
import dev.bellows.quarantine.Copies;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Quarantine;
import dev.bellows.quarantine.Records;
import dev.bellows.quarantine.Stripped;
import dev.bellows.quarantine.WaitingParts;
import dev.bellows.quarantine.Whereabouts;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what the statements of one transaction drop, before they drop it. */
final class Quarantining {
    private final Work work;
    private final Step step;
    private final boolean inEarnest;
    private final Set<String> returned;
    private final Whereabouts whereabouts;
    private final @Nullable Quarantine quarantine;
    private final DropKeeper keeper;
    private final List<AlsoDropped.Phrase> alsoDropped = new ArrayList<>();
    private final Stripped stripped;
    private final Map<Long, Integer> columnsBefore = new HashMap<>();
    private final CameBack back;
    private @Nullable Comebacks comebacks;
    private final @Nullable LossWatch watch;
    private boolean anythingWaits;

    private Quarantining(
            Work work,
            Step step,
            boolean inEarnest,
            int statement,
            Set<String> returned,
            Copies inBatches,
            Whereabouts whereabouts,
            BeforeDrop beforeDrop) {
        this.returned = returned;
        this.whereabouts = whereabouts;
        this.work = work;
        this.step = step;
        this.inEarnest = inEarnest;
        this.back = new CameBack(work, step, inEarnest);
        this.stripped = new Stripped(work.session().connection());
        this.keeper = new DropKeeper(work, step, inEarnest, whereabouts, stripped, beforeDrop);
        this.quarantine = StepQuarantine.of(work.session(), step, statement, inBatches, whereabouts);
        this.watch = watches(step) ? new LossWatch(work.session(), step.script()) : null;
    }

    /** What a step's transactions begin with. */
    static String begins(Step step) {
        return watches(step) ? DataHolder.DECLARE_BEFORE : "";
    }

    /** Whether the step may drop what its statements do not name; a down was tried, and what it destroys was asked about. */
    private static boolean watches(Step step) {
        return step.quarantine() != null && !step.down() && StepQuarantine.wish(step) != dev.bellows.sql.Quarantine.OFF;
    }

    /**
     * Keeps in earnest.
     *
     * @param statement the one that runs, where each has a transaction of its own
     * @param returned the tables that have come back in this step; those of this transaction are added
     * @param inBatches what was copied beforehand
     */
    static Quarantining of(Work work, Step step, int statement, Set<String> returned, Copies inBatches) {
        return new Quarantining(work, step, true, statement, returned, inBatches, whereabouts(work), () -> {});
    }

    /**
     * Says what would be kept, and lets it be dropped: all will be rolled back, and locks shall not last longer than they must.
     *
     * @param inBatches what an earlier run has begun to copy
     * @param whereabouts what waits, also from steps that were tried before in the same transaction
     * @param beforeDrop runs before each statement that drops something
     */
    static Quarantining trial(Work work, Step step, Copies inBatches, Whereabouts whereabouts, BeforeDrop beforeDrop) {
        return new Quarantining(work, step, false, 1, new HashSet<>(), inBatches, whereabouts, beforeDrop);
    }

    /** Whether something may be gone: cheap to ask, where a look at all that is there is not. */
    interface Maybe {
        boolean dropped() throws SQLException;
    }

    /** A moment at which what a statement drops is still there. */
    interface BeforeDrop {
        void look() throws SQLException;
    }

    /** What waits now, as far as it is committed. */
    static Whereabouts whereabouts(Work work) {
        return Whereabouts.now(work.session().connection(), work.ledger().tables());
    }

    /** Runs a statement, or what keeps things in its place. Questions of ours count in its time, under its locks. */
    void run(StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        try {
            keepOrRun(statement, guard, sending);
        } catch (SQLException e) {
            throw limited(statement, e);
        }
    }

    /** An error of a question of ours; it may be the limit that the statements run under. */
    private StatementError limited(@Nullable StatementText statement, SQLException error) throws SQLException {
        boolean limited = Failures.state(error).equals(Failures.CANCELLED)
                && !step.maxBlocking().isZero()
                && work.session().alive()
                && !work.session().interrupts().cancelled();
        if (!limited) {
            throw error;
        }
        return new StatementError(statement, error, true);
    }

    private void keepOrRun(StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        if (watch != null) {
            watch.sees(statement);
        }
        @Nullable
        Statement drop =
                quarantine == null ? null : StepQuarantine.drop(step.script().name(), statement);
        MadeHere made = new MadeHere(work.session(), guard, columnsBefore);
        DropKeeper.Outcome outcome = quarantine == null || drop == null
                ? DropKeeper.Outcome.NOTHING
                : keeper.keep(quarantine, drop, statement, guard, made);
        @Nullable
        Statement named = quarantine == null || !inEarnest
                ? null
                : StepQuarantine.named(step.script().name(), statement);
        if (named != null) {
            alsoDropped.addAll(
                    new AlsoDropped(work.session()).by(named, statement, keeper.kept(), stripped.sees(named)));
        }
        if (outcome.instead()) {
            return;
        }
        boolean takesOthers = quarantine != null && LossWatch.takesOthers(statement);
        @Nullable
        WaitingParts parts = takesOthers ? WaitingParts.of(work.session().connection(), whereabouts) : null;
        // With what is kept, the same is known of what goes along.
        @Nullable
        GoneAlong along = takesOthers && named != null && !outcome.any()
                ? GoneAlong.with(work.session(), named, statement)
                : null;
        try {
            runOrComeBack(statement, guard, made, sending);
        } catch (StatementError e) {
            throw outcome.gone() == null ? e : outcome.gone().explained(statement, e);
        }
        if (parts != null) {
            parts.requireAll();
        }
        if (along != null) {
            alsoDropped.addAll(along.phrases());
        }
    }

    private void runOrComeBack(StatementText statement, Guard guard, MadeHere made, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        @Nullable Statement parsed = StepQuarantine.make(step, statement);
        if (parsed != null) {
            made.sees(parsed);
        }
        @Nullable Comebacks coming = parsed == null ? null : comebacks();
        Guard.Sending unharmed = comebacks == null || step.down() ? sending : comebacks.unharmed(sending);
        if (parsed == null || coming == null) {
            guard.run(statement, unharmed);
        } else {
            coming.run(parsed, statement, guard, unharmed);
        }
    }

    /** What the migration's other direction dropped and still waits; null when there is nothing. */
    private @Nullable Comebacks comebacks() throws SQLException {
        if (comebacks == null) {
            boolean ever =
                    Inventory.ever(work.session().connection(), work.ledger().tables());
            WaitingThings waiting = ever
                    ? WaitingThings.of(work.session(), work.ledger().tables(), step)
                    : WaitingThings.none(work.session());
            BackBefore before = ever ? BackBefore.of(work, step, waiting) : BackBefore.nothing(work, step, waiting);
            comebacks = new Comebacks(work, step, waiting, before, returned, back);
            anythingWaits = !waiting.isEmpty() || !returned.isEmpty() || !before.isEmpty();
        }
        return anythingWaits ? comebacks : null;
    }

    /** Whether what is gone is kept, or was the copy of something that has come back. */
    boolean accountsFor(DataHolder gone) {
        back.names().forEach(keeper.accounted()::cameBack);
        return keeper.accounted().has(gone);
    }

    /** What has come back. */
    CameBack back() {
        return back;
    }

    /** In a trial: what waits still, each in a sentence. */
    List<String> leftWaiting() throws SQLException {
        return LeftWaiting.of(
                Inventory.all(work.session().connection(), work.ledger().tables()).stream()
                        .filter(stored -> !back.names().contains(stored.kept().name()))
                        .toList(),
                step);
    }

    /** The entry with what was kept as its evidence. */
    Draft noted(Draft draft) throws SQLException {
        List<String> forGood = alsoDropped.stream()
                .filter(each -> each.taken().isEmpty() || !each.taken().stream().allMatch(stripped::kept))
                .map(AlsoDropped.Phrase::words)
                .toList();
        // Of a file without a transaction, another entry may have kept something.
        boolean alsoTold = !step.transactional() && !forGood.isEmpty();
        return keeper.kept().isEmpty() && back.names().isEmpty() && !alsoTold
                ? draft
                : draft.on(Records.evidence(
                        work.session().connection(),
                        keeper.kept(),
                        forGood,
                        back.names(),
                        back.missing(),
                        back.pending()));
    }

    /** When the transaction is committed. */
    void committed() throws SQLException, IOException {
        back.look();
    }

    /** Whether columns wait that a file's statements have made, each committed by itself. */
    static boolean columnsWait(Work work, Step step) throws SQLException {
        return !step.down()
                && !WaitingThings.of(work.session(), work.ledger().tables(), step)
                        .columnsThere()
                        .isEmpty();
    }

    /** After the last statement of such a file: they come back for good. */
    void comeAtLast() throws SQLException {
        @Nullable Comebacks coming = step.down() ? null : comebacks();
        if (coming != null) {
            coming.comeAtLast();
        }
    }

    /**
     * When all statements have run: what belonged to columns that came back.
     *
     * <p>And then what a function, a DO block or CASCADE took along was not kept.
     *
     * @param maybe whether the transaction may have dropped anything at all
     * @throws CannotQuarantineException when there is such a thing
     */
    void finish(Guard guard, Maybe maybe) throws StatementError, InTheWayException, SQLException, IOException {
        try {
            settle(guard, maybe);
        } catch (SQLException e) {
            throw limited(null, e);
        }
    }

    private void settle(Guard guard, Maybe maybe) throws StatementError, InTheWayException, SQLException, IOException {
        back.finish(guard);
        boolean minds = !work.neighbours().isEmpty() || (watch != null && watch.mayTake());
        if (!minds || !maybe.dropped()) {
            return;
        }
        work.neighbours().require(work.session());
        List<DataHolder> lost = new ArrayList<>(watch == null ? List.of() : watch.gone());
        lost.removeIf(holder -> holder.derived() || accountsFor(holder));
        if (!lost.isEmpty()) {
            throw new CannotQuarantineException(
                    lost.stream().map(DataHolder::name).collect(Collectors.joining(", "))
                            + " would be lost: only what DROP TABLE and DROP COLUMN name is kept",
                    step.script().hasText()
                            ? "name it in a DROP TABLE or DROP COLUMN of this file, before that statement; or lose it for good with"
                                    + " '-- bellows:quarantine off' above the first statement"
                            : "drop it in a file, where it is kept; or lose it for good: let mayLoseData() return true");
        }
    }
}
