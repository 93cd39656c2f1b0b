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
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What comes back in one transaction: it is brought where a statement would make it, completed when all statements have run, and told
 * with what is not as it was.
 */
final class CameBack {
    private final Work work;
    private final Step step;
    private final boolean inEarnest;
    private final List<Returning> filled = new ArrayList<>();
    private final List<Returning> brought = new ArrayList<>();
    private final Map<Returning, List<String>> completed = new LinkedHashMap<>();
    private final List<Stored> told = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final RowsChanged own = RowsChanged.none();
    private final Postponed postponed;

    /**
     * Nothing, so far.
     *
     * @param inEarnest not where everything is undone: the values of a large column do not come back then
     */
    CameBack(Work work, Step step, boolean inEarnest) {
        this.work = work;
        this.step = step;
        this.inEarnest = inEarnest;
        this.postponed = new Postponed(work);
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

    /** Where everything is undone: what values that came back have changed. */
    RowsChanged own() {
        return own;
    }

    /** Columns whose values came back. */
    List<Stored> columns() {
        return filled.stream().map(Returning::stored).toList();
    }

    /** Tables that came back. */
    List<Stored> tables() {
        return completed.keySet().stream()
                .map(Returning::stored)
                .filter(stored -> stored.kept().way() == QuarantineWay.MOVED)
                .toList();
    }

    /** Brings something in place of the statement that would make it. */
    void instead(Stored stored, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        names.add(stored.kept().name());
        Returning returning = new Returning(work, stored, BlockingLimit.of(step));
        counting(() -> Bringing.back(work, stored, statement, () -> {
            if (!wholly(stored)) {
                returning.standIn(guard);
            } else if (stored.column() == null) {
                returning.bring(guard, postponed);
                completed.put(returning, returning.complete(guard, Set.of(), postponed));
            } else {
                returning.bring(guard, postponed);
                brought.add(returning);
            }
        }));
        goes(returning);
    }

    /**
     * Fills a column that a statement has made.
     *
     * @return false where its copy stays until the last statement has run
     */
    boolean into(Stored column, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        counting(() -> Bringing.back(work, column, statement, () -> fill(column, guard)));
        return names.contains(column.kept().name());
    }

    private void fill(Stored column, Guard guard) throws StatementError, InTheWayException, SQLException, IOException {
        if (!column.made()) {
            return;
        }
        Returning returning = new Returning(work, column, BlockingLimit.of(step));
        if (!wholly(column)) {
            returning.count(guard);
            goes(returning);
            names.add(column.kept().name());
            return;
        }
        returning.fill(guard);
        if (step.transactional() || step.down()) {
            took(returning);
        }
    }

    /** A column that statements before have made, and filled. */
    void took(Stored column) {
        took(new Returning(work, column, BlockingLimit.of(step)));
    }

    private void took(Returning returning) {
        filled.add(returning);
        names.add(returning.stored().kept().name());
    }

    /** Where everything is undone, a large column's values would be written for nothing, and its table locked. */
    private boolean wholly(Stored stored) throws SQLException {
        if (inEarnest || !stored.made() || FillTime.little(work.session(), stored)) {
            return true;
        }
        FillTime.require(work.session(), stored, BlockingLimit.of(step));
        work.listener()
                .on(
                        new Progress.Notice(
                                stored.kept().object()
                                        + " is large: what of it does not come back as it was is told when it is back, and not before"));
        return false;
    }

    /** Where everything is undone, the rows are counted that values change when they come back: that is no loss. */
    private void counting(Bringing bringing) throws StatementError, InTheWayException, SQLException, IOException {
        RowsChanged before = inEarnest ? RowsChanged.none() : RowsChanged.now(work.session());
        bringing.run();
        if (!inEarnest) {
            own.add(before, RowsChanged.now(work.session()));
        }
    }

    /** Where everything is undone: what would go with the copy. */
    private void goes(Returning returning) {
        if (!inEarnest && returning.orphans() > 0) {
            losses.add(new Loss(
                    returning.stored().kept().object() + ", of rows that were deleted since or got another key",
                    returning.orphans(),
                    false));
        }
    }

    /** Completes what came back of a table that a statement gives another name: under that, nothing is known of what belonged to it. */
    void completeBefore(String table, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        List<Returning> before = filled.stream()
                .filter(returning -> returning.stored().table().equals(table))
                .toList();
        for (Returning returning : before) {
            counting(() -> Bringing.back(work, returning.stored(), statement, () -> {
                List<String> lacks = refill(returning, guard);
                lacks.addAll(settle(returning, guard));
                tell(returning.stored(), lacks);
            }));
        }
        filled.removeAll(before);
        for (Returning returning : List.copyOf(brought)) {
            if (returning.stored().table().equals(table)) {
                counting(() -> Bringing.back(work, returning.stored(), statement, () -> complete(returning, guard)));
            }
        }
    }

    /** What belonged to a column, which came in place of the statement that would make it. */
    private void complete(Returning returning, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        brought.remove(returning);
        completed.put(returning, returning.complete(guard, Returning.THERE_ALREADY, postponed));
        goes(returning);
    }

    /** When that is committed: whether the rows fit what came back with them. */
    void look() throws SQLException, IOException {
        for (Returning returning : completed.keySet()) {
            List<String> lacks = returning.look();
            if (!lacks.isEmpty()) {
                tell(returning.stored(), lacks);
            }
        }
    }

    /**
     * When all statements have run: what belonged to a column and none of them has made. In a down of which each statement has a
     * transaction of its own, a later one may: what the file makes is left to it.
     */
    void finish(Guard guard) throws StatementError, InTheWayException, SQLException, IOException {
        Map<Stored, List<String>> missed = new LinkedHashMap<>();
        for (Returning returning : List.copyOf(brought)) {
            counting(() -> complete(returning, guard));
        }
        // A key of one looks at rows that the values of another change.
        for (Returning returning : filled) {
            counting(() -> missed.put(returning.stored(), refill(returning, guard)));
        }
        for (Returning returning : filled) {
            Objects.requireNonNull(missed.get(returning.stored())).addAll(settle(returning, guard));
        }
        for (Map.Entry<Returning, List<String>> each : completed.entrySet()) {
            List<String> lacks = new ArrayList<>(each.getValue());
            lacks.addAll(each.getKey().lastly(guard, postponed));
            tell(each.getKey().stored(), lacks);
        }
        for (Map.Entry<Stored, List<String>> each : missed.entrySet()) {
            tell(each.getKey(), each.getValue());
        }
    }

    /** What a file gives a new column is meant for rows that never had a value; a down may know better than the copy. */
    private List<String> refill(Returning returning, Guard guard)
            throws StatementError, InTheWayException, IOException, SQLException {
        List<String> lacks = new ArrayList<>(returning.filled(!step.down(), guard));
        goes(returning);
        return lacks;
    }

    private List<String> settle(Returning returning, Guard guard)
            throws StatementError, InTheWayException, IOException, SQLException {
        // Of a down whose statements are committed one by one, a later one may make it.
        LeftToFile left = step.transactional() || !step.down() ? null : new LeftToFile(step.script());
        List<String> lacks = returning.finish(mend -> left != null && left.has(mend), guard, postponed);
        returning.removeCopy(guard);
        return lacks;
    }

    private void tell(Stored stored, List<String> missed) throws SQLException {
        List<String> lacks = new ArrayList<>(missed);
        boolean last = ColumnOrder.after(stored, told).kept().lost().contains(ColumnPlace.COMES_LAST);
        // Those that were behind it may have been made again since.
        if (last && ColumnOrder.overtaken(work.session().connection(), stored)) {
            lacks.add(ColumnPlace.COMES_LAST);
        }
        told.add(stored);
        missing.addAll(lacks);
        // The plan of a down has said that one, and is always seen.
        work.listener().on(new Progress.Notice(told(stored, planned(stored) ? missed : lacks)));
    }

    private boolean planned(Stored stored) {
        return step.down()
                && step.keepings().stream()
                        .anyMatch(keeping -> keeping.back()
                                && keeping.object().equals(stored.kept().object())
                                && keeping.lost().contains(ColumnPlace.COMES_LAST));
    }

    /** What is said of something that comes back. */
    static String told(Stored stored, List<String> lacks) {
        return stored.kept().object() + " comes back from quarantine"
                + (lacks.isEmpty() ? "" : "; not as it was: " + String.join("; ", lacks));
    }
}
