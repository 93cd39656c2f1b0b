package dev.bellows.run;

import dev.bellows.model.Loss;
import dev.bellows.model.Progress;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.ColumnOrder;
import dev.bellows.quarantine.ColumnPlace;
import dev.bellows.quarantine.Pending;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Copy;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.Merge;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Update;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets come back what a migration makes again, where its other direction dropped it and it waits: the down of a contract, and an
 * expand that is applied again. A table comes instead of the statement that would make it, a column's values once it is there.
 */
final class Comebacks {
    private static final String SAVEPOINT = "bellows_again";

    /** Tables, columns, constraints and the like that are there already. https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final Set<String> THERE_ALREADY = Set.of("42P07", "42710", "42701", "42P16");

    private final Work work;
    private final Step step;
    private final WaitingThings waiting;
    private final boolean copies;
    private final Set<String> tables;
    private final List<Returning> filled = new ArrayList<>();
    private final List<Returning> back = new ArrayList<>();
    private final List<Stored> told = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Postponed postponed;

    /**
     * What may come back in one transaction.
     *
     * @param waiting what the migration's other direction dropped
     * @param tables those that have come back in this step, also in transactions before this one
     * @param copies whether a column's values are put back; not where everything is undone
     */
    Comebacks(Work work, Step step, WaitingThings waiting, Set<String> tables, boolean copies) {
        this.postponed = new Postponed(work);
        this.tables = tables;
        this.copies = copies;
        this.work = work;
        this.step = step;
        this.waiting = waiting;
    }

    /** Where everything is undone: what would go with the copies of what comes back. */
    List<Loss> losses() {
        return losses;
    }

    /** What has come back, by its name in quarantine. */
    List<String> names() {
        return names;
    }

    /** What did not come back with it, each in a phrase. */
    List<String> missing() {
        return missing;
    }

    /** What comes back with something else. */
    List<Pending> pending() {
        return postponed.left();
    }

    /** Runs a statement, or what it stands for here. */
    void run(Statement parsed, StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        if (parsed instanceof CreateTable create) {
            List<Stored> table = waiting.madeBy(create);
            if (!table.isEmpty()) {
                comes(table.get(0), guard);
                // With a partitioned table come its partitions.
                tables.addAll(table.get(0).tables());
                return;
            } else if (tables.contains(waiting.made(create.name()))) {
                return;
            }
        }
        if (!(parsed instanceof CreateTable || parsed instanceof AlterTable)) {
            List<Stored> needed = waiting.madeBy(parsed);
            if (!needed.isEmpty()) {
                comes(needed.get(0), guard);
                boolean replaced = parsed instanceof CreateRoutine routine && routine.replace();
                if (replaced) {
                    guard.run(statement, sending);
                }
                return;
            }
        }
        List<Stored> columns = parsed instanceof AlterTable alter ? waiting.madeBy(alter) : List.of();
        if (columns.isEmpty() && onlyOnReturned(parsed)) {
            again(parsed, statement, guard, sending);
            return;
        }
        if (columns.size() == 1 && alone(parsed) && columns.get(0).kept().way() == QuarantineWay.RENAMED) {
            comes(columns.get(0), guard);
            return;
        }
        guard.run(statement, sending);
        for (Stored column : columns) {
            if (!copies) {
                Optional<Filling> filling = Filling.of(work.session(), column);
                long orphans = filling.isEmpty() ? 0 : filling.get().orphans();
                if (orphans > 0) {
                    losses.add(new Loss(
                            column.kept().object() + ", of rows that were deleted since or got another key",
                            orphans,
                            false));
                }
            }
            if (copies && column.kept().way() == QuarantineWay.COPIED) {
                Returning returning = new Returning(work, column, step.maxBlocking());
                returning.fill(guard);
                filled.add(returning);
                names.add(column.kept().name());
                waiting.gone(column);
            }
        }
    }

    private void comes(Stored stored, Guard guard) throws StatementError, InTheWayException, SQLException, IOException {
        names.add(stored.kept().name());
        waiting.gone(stored);
        Returning returning = new Returning(work, stored, step.maxBlocking());
        tell(stored, returning.mend(guard, postponed));
        back.add(returning);
    }

    /** When that is committed: whether the rows fit what came back with them. */
    void look() throws SQLException, IOException {
        for (Returning returning : back) {
            List<String> lacks = returning.look();
            if (!lacks.isEmpty()) {
                tell(returning.stored(), lacks);
            }
        }
    }

    /**
     * When all statements have run: what belonged to a column and none of them has made. Where each statement has a transaction
     * of its own, a later one may, and so it is only told.
     */
    void finish(Guard guard) throws StatementError, InTheWayException, SQLException, IOException {
        Map<Stored, List<String>> missed = new LinkedHashMap<>();
        for (Returning returning : filled) {
            // What a file gives a new column is meant for rows that never had a value; a down may know better than the
            // copy.
            List<String> lacks = new ArrayList<>(returning.filled(step.transactional() && !step.down(), guard));
            lacks.addAll(step.transactional() ? returning.finish(guard, postponed) : returning.optional());
            missed.put(returning.stored(), lacks);
        }
        for (Returning returning : back) {
            List<String> lacks = postponed.of(returning.stored());
            if (!lacks.isEmpty()) {
                tell(returning.stored(), lacks);
            }
        }
        missed.forEach((stored, lacks) -> {
            lacks.addAll(postponed.of(stored));
            tell(stored, lacks);
        });
    }

    private void tell(Stored stored, List<String> missed) {
        List<String> lacks = new ArrayList<>(missed);
        ColumnOrder.after(stored, told).kept().lost().stream()
                .filter(ColumnPlace.COMES_LAST::equals)
                .forEach(lacks::add);
        told.add(stored);
        missing.addAll(lacks);
        work.listener()
                .on(new Progress.Notice(stored.kept().object() + " comes back from quarantine"
                        + (lacks.isEmpty() ? "" : "; not as it was: " + String.join("; ", lacks))));
    }

    private static boolean alone(Statement parsed) {
        return parsed instanceof AlterTable alter && alter.actions().size() == 1;
    }

    /** A table that came back has what later statements of the file would make, and its rows. */
    private void again(Statement parsed, StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        if (changesRows(parsed) || unnamed(parsed)) {
            return;
        }
        work.session().execute("SAVEPOINT " + SAVEPOINT);
        try {
            guard.run(statement, sending);
            work.session().execute("RELEASE SAVEPOINT " + SAVEPOINT);
        } catch (StatementError e) {
            if (!THERE_ALREADY.contains(Failures.state(e.error()))) {
                throw e;
            }
            work.session().execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            guard.settingsChanged();
        }
    }

    private boolean onlyOnReturned(Statement parsed) throws SQLException {
        @Nullable QualifiedName table = table(parsed);
        return !tables.isEmpty() && table != null && tables.contains(waiting.there(table));
    }

    private static @Nullable QualifiedName table(Statement parsed) {
        if (parsed instanceof AlterTable alter) {
            return alter.relation().name();
        } else if (parsed instanceof CreateIndex index) {
            return index.table().name();
        } else if (parsed instanceof dev.bellows.sql.tree.CreateTrigger trigger) {
            return trigger.table();
        } else if (parsed instanceof dev.bellows.sql.tree.CreatePolicy policy) {
            return policy.table();
        } else if (parsed instanceof Insert insert) {
            return insert.table();
        } else if (parsed instanceof Update update) {
            return update.table().name();
        } else if (parsed instanceof Delete delete) {
            return delete.table().name();
        } else if (parsed instanceof Merge merge) {
            return merge.table().name();
        }
        return parsed instanceof Copy copy ? copy.table() : null;
    }

    private static boolean changesRows(Statement parsed) {
        return parsed instanceof Insert
                || parsed instanceof Update
                || parsed instanceof Delete
                || parsed instanceof Merge
                || parsed instanceof Copy;
    }

    /** A second one under another name would be made. */
    private static boolean unnamed(Statement parsed) {
        return (parsed instanceof CreateIndex index && index.name() == null)
                || (parsed instanceof AlterTable alter
                        && alter.actions().stream()
                                .allMatch(action -> action instanceof AddConstraint add
                                        && add.constraint().name() == null));
    }
}
