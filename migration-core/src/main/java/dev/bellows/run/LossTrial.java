package dev.bellows.run;

import dev.bellows.code.CodeScript;
import dev.bellows.ledger.Sql;
import dev.bellows.model.Loss;
import dev.bellows.model.Losses;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.HiddenRows;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Whereabouts;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what downs would destroy: runs them in a transaction, compares the catalog before and after, rolls back, and
 * counts. Exact whatever the files do: CASCADE and dynamic SQL included. Event triggers see the trial.
 */
final class LossTrial {
    private static final Duration COUNTING = Duration.ofSeconds(10);

    private final Work work;
    private final List<DataChanges.Change> changes = new ArrayList<>();
    private final List<Loss> copies = new ArrayList<>();
    private final List<Stored> tablesBack = new ArrayList<>();
    private @Nullable Step trying;

    LossTrial(Work work) {
        this.work = work;
    }

    /** The step that was being tried last. */
    Step step() {
        if (trying == null) {
            throw new IllegalStateException("nothing has been tried yet");
        }
        return trying;
    }

    Losses of(List<Step> steps) throws SQLException, IOException, StatementError {
        List<MigrationLabel> unknown = new ArrayList<>();
        List<Step> tried = new ArrayList<>();
        for (Step step : steps) {
            // Code may do what no rollback takes back. After one that cannot be tried, the later ones would be tried
            // on a schema that is not theirs.
            boolean triable = step.transactional() && !(step.script() instanceof CodeScript);
            if (triable && unknown.isEmpty()) {
                tried.add(step);
            } else {
                unknown.add(step.migration().label());
            }
        }
        List<Loss> losses = new ArrayList<>(count(trial(tried)));
        for (Stored table : tablesBack) {
            tellMisfits(table);
        }
        losses.addAll(copies);
        for (DataChanges.Change change : changes) {
            Loss loss = change.rows() >= 0
                    ? new Loss(change.what(), change.rows(), false)
                    : count(change.what(), change.of());
            // An empty table that is written anew has lost nothing.
            if (loss.count() != 0 || loss.estimated()) {
                losses.add(loss);
            }
        }
        return new Losses(losses, unknown);
    }

    /** What of a table's rows will not fit, which is looked at once it is back. */
    private void tellMisfits(Stored table) throws SQLException, IOException {
        try {
            List<String> misfits = limited(() -> new Misfits(work.session(), List.of(table)).of(table));
            if (!misfits.isEmpty()) {
                work.listener().on(new Progress.Notice(CameBack.told(table, misfits)));
            }
        } catch (SQLException e) {
            if (!work.session().alive() || Interrupts.pending()) {
                throw e;
            }
            work.listener()
                    .on(new Progress.Notice(
                            table.kept().object() + ": whether its rows fit is told when it is back, and not before"));
        }
    }

    private interface Question<T> {
        T ask() throws SQLException, IOException;
    }

    private <T> T limited(Question<T> question) throws SQLException, IOException {
        try {
            work.session().execute("SET statement_timeout = " + COUNTING.toMillis());
            work.session().interrupts().begin();
            return question.ask();
        } finally {
            work.session().interrupts().end();
            work.session().execute("SET statement_timeout = 0");
        }
    }

    private List<DataHolder> trial(List<Step> steps) throws SQLException, IOException, StatementError {
        if (steps.isEmpty()) {
            return List.of();
        }
        return new Retries(work, steps.get(0))
                .run(
                        retries -> {
                            work.session().connection().setAutoCommit(false);
                            changes.clear();
                            copies.clear();
                            tablesBack.clear();
                            try {
                                return onceAndBack(steps, retries);
                            } finally {
                                work.session().rollback();
                            }
                        },
                        true);
    }

    private List<DataHolder> onceAndBack(List<Step> steps, Retries retries)
            throws SQLException, IOException, StatementError, InTheWayException {
        Map<String, DataHolder> before = DataHolder.all(work.session());
        // One transaction, so one budget: what the first down locks stays locked until the last has been tried.
        work.session().execute(FencedTransaction.DECLARE_BEFORE);
        Guard guard = new Guard(work, steps.get(0), retries);
        List<Quarantining> keepers = new ArrayList<>();
        Map<String, List<DataChanges.Change>> seen = new HashMap<>();
        Whereabouts whereabouts = Quarantining.whereabouts(work);
        for (Step step : steps) {
            trying = step;
            Quarantining quarantining = Quarantining.trial(
                    work,
                    step,
                    BegunCopies.of(work.session(), work.ledger().tables(), step),
                    whereabouts,
                    () -> seen(before, keepers, seen));
            keepers.add(quarantining);
            GuardedScript.run(work.session(), step.script(), guard, quarantining, statement -> {});
            quarantining.finish(guard, () -> true);
            quarantining.leftWaiting().forEach(text -> work.listener().on(new Progress.Notice(text)));
            tablesBack.addAll(quarantining.back().tables());
            work.session().execute(work.session().resetSql());
            guard.settingsChanged();
        }
        keepers.forEach(keeper -> copies.addAll(keeper.back().losses()));
        Map<String, DataHolder> after = DataHolder.all(work.session());
        for (DataChanges.Change change : DataChanges.of(work.session(), before, after, own(keepers))) {
            changes.add(over(change, keepers));
        }
        // What is dropped waits as it was just before that, and not as it was before all of this.
        seen.forEach((key, each) -> {
            if (!after.containsKey(key)) {
                changes.addAll(each);
            }
        });
        List<DataHolder> lost = DataHolder.gone(before, after);
        lost.removeIf(holder -> keepers.stream().anyMatch(keeper -> keeper.accountsFor(holder)));
        return lost;
    }

    /** A file may write over values that have just come back; then it is those that are lost, and people have to know. */
    private static DataChanges.Change over(DataChanges.Change change, List<Quarantining> keepers) {
        List<String> back = keepers.stream()
                .flatMap(keeper -> keeper.back().columns().stream())
                .filter(stored -> stored.table().equals(change.of().table()))
                .map(stored -> stored.kept().object())
                .toList();
        return back.isEmpty()
                ? change
                : new DataChanges.Change(
                        change.what() + ", after the values of " + String.join(", ", back)
                                + " have come back: what the file writes over is gone",
                        change.of(),
                        change.rows());
    }

    /** Before something is dropped: what was changed in it by now. */
    private void seen(
            Map<String, DataHolder> before, List<Quarantining> keepers, Map<String, List<DataChanges.Change>> seen)
            throws SQLException {
        Map<String, DataHolder> now = DataHolder.all(work.session());
        now.keySet().forEach(key -> seen.put(key, new ArrayList<>()));
        for (DataChanges.Change change : DataChanges.of(work.session(), before, now, own(keepers))) {
            seen.computeIfAbsent(change.of().key(), key -> new ArrayList<>()).add(change);
        }
    }

    private static RowsChanged own(List<Quarantining> keepers) {
        RowsChanged own = RowsChanged.none();
        keepers.forEach(keeper -> own.add(RowsChanged.none(), keeper.back().own()));
        return own;
    }

    private List<Loss> count(List<DataHolder> lost) throws SQLException, IOException {
        List<Loss> losses = new ArrayList<>();
        for (DataHolder holder : lost) {
            losses.add(count(holder));
        }
        return losses;
    }

    private Loss count(DataHolder holder) throws SQLException, IOException {
        return count(
                holder.column() == null
                        ? "table " + holder.table()
                        : "column " + holder.table() + "." + holder.column(),
                holder);
    }

    private Loss count(String what, DataHolder holder) throws SQLException, IOException {
        String counted = holder.column() == null ? "*" : holder.column();
        try {
            if (HiddenRows.of(work.session().connection(), holder.table())) {
                return HiddenRows.any(work.session().connection(), holder.table())
                        ? estimated(what, holder)
                        : new Loss(what, 0, false);
            }
            return limited(() -> new Loss(what, number("SELECT count(" + counted + ") FROM " + holder.table()), false));
        } catch (SQLException e) {
            if (!work.session().alive() || Interrupts.pending()) {
                throw e;
            }
            return estimated(what, holder);
        }
    }

    private Loss estimated(String what, DataHolder holder) throws SQLException {
        String estimate = "SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = "
                + Sql.literal(holder.table()) + "::pg_catalog.regclass";
        return new Loss(what, Math.max(1, number(estimate)), true);
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = work.session().connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
