package dev.bellows.run;

import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.BatchedCopy;
import dev.bellows.quarantine.CannotQuarantineException;
import dev.bellows.quarantine.Keep;
import dev.bellows.quarantine.Quarantine;
import dev.bellows.quarantine.RowCounts;
import dev.bellows.quarantine.Stripped;
import dev.bellows.quarantine.Whereabouts;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a statement drops, under the locks that make certain how, just before it drops that. */
final class DropKeeper {
    private final Work work;
    private final Step step;
    private final boolean inEarnest;
    private final Whereabouts whereabouts;
    private final Quarantining.BeforeDrop beforeDrop;
    private final Executor executor;
    private final Stripped stripped;
    private final Accounted accounted;
    private final List<Keep> kept = new ArrayList<>();

    /**
     * Keeps what the statements of a transaction drop.
     *
     * @param inEarnest false where everything is undone: what would be kept is dropped then
     * @param stripped what the transaction's statements have taken off before
     */
    DropKeeper(
            Work work,
            Step step,
            boolean inEarnest,
            Whereabouts whereabouts,
            Stripped stripped,
            Quarantining.BeforeDrop beforeDrop) {
        this.work = work;
        this.step = step;
        this.inEarnest = inEarnest;
        this.whereabouts = whereabouts;
        this.stripped = stripped;
        this.beforeDrop = beforeDrop;
        this.executor = new Executor(work.session());
        this.accounted = new Accounted(work.session());
    }

    /**
     * What has become of what a statement drops.
     *
     * @param any whether it drops anything that is kept
     * @param instead whether there is nothing left to do for it
     * @param gone what was dropped before; null where there is no such thing
     */
    record Outcome(boolean any, boolean instead, @Nullable DroppedBefore gone) {
        static final Outcome NOTHING = new Outcome(false, false, null);
    }

    /** What has been kept, in order. */
    List<Keep> kept() {
        return Collections.unmodifiableList(kept);
    }

    /** What is accounted for, if it is missed. */
    Accounted accounted() {
        return accounted;
    }

    Outcome keep(Quarantine quarantine, Statement drop, StatementText statement, Guard guard, MadeHere made)
            throws StatementError, InTheWayException, SQLException, IOException {
        beforeDrop.look();
        List<String> locks = quarantine.locks(drop, made);
        for (String lock : locks) {
            own(lock, "what it drops", statement, guard);
        }
        List<Keep> keeps = keeps(quarantine, drop, statement, made);
        if (keeps.isEmpty()) {
            return new Outcome(
                    false,
                    false,
                    DroppedBefore.by(drop, work.session(), work.ledger().tables()));
        }
        boolean instead = false;
        for (Keep keep : keeps) {
            accounted.keeps(keep);
            // What would be kept is dropped in a trial; a type that something needs cannot be.
            if (inEarnest || keep.way() == QuarantineWay.NEEDED) {
                kept.add(taken(stripped.with(keep), locks, statement, guard));
                instead |= keep.instead();
            } else {
                released(keep, statement, guard);
                kept.add(keep);
            }
            whereabouts.took(keep);
        }
        return new Outcome(true, instead, null);
    }

    /** The triggers of a copy that an earlier run has begun are in the way of the statement. */
    private void released(Keep keep, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        @Nullable BatchedCopy copy = keep.copy();
        if (copy != null && copy.begun()) {
            own(copy.release(), keep.object(), statement, guard);
        }
    }

    /** Of a down, what cannot be kept is a loss that was asked about. The questions count in the statement's time, under its locks. */
    private List<Keep> keeps(Quarantine quarantine, Statement drop, StatementText statement, MadeHere made)
            throws StatementError {
        try {
            return quarantine.of(drop, statement.text(), made);
        } catch (CannotQuarantineException e) {
            if (step.down() && e.mayBeLost()) {
                return List.of();
            }
            throw e;
        } catch (SQLException e) {
            boolean limited = Failures.state(e).equals(Failures.CANCELLED)
                    && !work.session().interrupts().cancelled();
            throw new StatementError(statement, e, limited);
        }
    }

    /** Keeps it; says the same, with the rows that were copied. */
    private Keep taken(Keep keep, List<String> done, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        Keep counted = keep;
        if (keep.copy() != null) {
            CopyCheck.requireWhole(work.session(), keep.copy());
            // Others have come and gone since their batch.
            counted = keep.withRows(
                    CopyCheck.standing(work.session(), keep.copy()).rows(), false);
        }
        for (String sql : keep.before()) {
            if (sql.equals(statement.text())) {
                guard.run(statement, () -> executor.run(statement));
            } else if (!done.contains(sql)) {
                own(sql, keep.object(), statement, guard);
            }
        }
        return RowCounts.of(work.session().connection(), counted);
    }

    /** The file's own statement is what people know; the text of this one is not where the server found an error. */
    private void own(String sql, String what, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        StatementText own = OwnStatement.of(sql);
        try {
            guard.run(own, () -> executor.run(own));
        } catch (StatementError e) {
            throw new StatementError(
                    statement, new OwnStatementException("to keep " + what, e.error(), "mend that"), e.limited());
        }
    }
}
