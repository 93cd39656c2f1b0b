package dev.bellows.run;

import dev.bellows.model.Loss;
import dev.bellows.model.Progress;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.ColumnOrder;
import dev.bellows.quarantine.ColumnPlace;
import dev.bellows.quarantine.Pending;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.CreateSequence;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.SetSchema;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets come back what a migration makes again, where its other direction dropped it and it waits: the down of a contract, and an
 * expand that is applied again. A table comes instead of the statement that would make it, a column's values once it is there.
 */
final class Comebacks {
    /** https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final String COLUMN_THERE = "42701";

    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);

    private final Work work;
    private final Step step;
    private final WaitingThings waiting;
    private final boolean inEarnest;
    private final Executor executor;
    private final ReturnedTables tables;
    private final List<Returning> filled = new ArrayList<>();
    private final List<Returning> brought = new ArrayList<>();
    private final Map<Returning, List<String>> back = new LinkedHashMap<>();
    private final List<Stored> told = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final RowsChanged own = RowsChanged.none();
    private final Postponed postponed;
    private final BackBefore before;
    private final PartitionAgain partition;

    /**
     * What may come back in one transaction.
     *
     * @param waiting what the migration's other direction dropped
     * @param before what of that somebody has brought back by hand
     * @param tables those that have come back in this step, also in transactions before this one
     * @param inEarnest not where everything is undone: the values of a large column do not come back then
     */
    Comebacks(Work work, Step step, WaitingThings waiting, BackBefore before, Set<String> tables, boolean inEarnest) {
        this.before = before;
        this.partition = new PartitionAgain(work.session(), waiting);
        this.postponed = new Postponed(work);
        this.tables = new ReturnedTables(work, step, waiting, tables);
        this.inEarnest = inEarnest;
        this.executor = new Executor(work.session());
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

    /** Sends a statement so that it cannot harm the rows of tables that came back. */
    Guard.Sending unharmed(Guard.Sending sending) {
        return tables.unharmed(sending);
    }

    /** Runs a statement, or what it stands for here. */
    void run(Statement parsed, StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        @Nullable QualifiedName made = WaitingThings.tableMadeBy(parsed);
        boolean came = made != null
                ? tableComes(made, parsed, statement, guard)
                : !(parsed instanceof AlterTable) && neededComes(parsed, statement, guard, sending);
        if (came) {
            return;
        }
        List<String> there = parsed instanceof AlterTable alter ? before.columns(alter) : List.of();
        if (!there.isEmpty()) {
            there.forEach(column -> before.leaveOut(statement, column));
            others((AlterTable) parsed, there, statement, guard);
            return;
        }
        List<Stored> columns = parsed instanceof AlterTable alter ? waiting.madeBy(alter) : List.of();
        if (columns.isEmpty() && tables.alone(parsed, statement)) {
            try {
                tables.again(parsed, statement, guard, sending);
            } catch (StatementError e) {
                throw CameInstead.explained(tables(), statement, e);
            }
            return;
        }
        if (columns.size() == 1
                && parsed instanceof AlterTable alter
                && WholeColumn.comes(columns.get(0), alter, step.script())) {
            comes(columns.get(0), statement, guard);
            return;
        }
        if ((parsed instanceof Rename rename && rename.kind() != ObjectKind.TABLE_CONSTRAINT)
                || parsed instanceof SetSchema) {
            comeBefore(parsed, statement, guard);
        }
        make(columns, statement, guard, sending);
        for (Stored column : columns) {
            counting(() -> Bringing.back(work, column, statement, () -> fill(column, guard)));
        }
    }

    /** The table that a statement would make, if it waits, or is there already: came back before, here or by somebody's hand. */
    private boolean tableComes(QualifiedName made, Statement parsed, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        List<Stored> table = waiting.madeBy(parsed);
        if (table.isEmpty() && tables.has(waiting.made(made))) {
            return true;
        }
        List<String> there = table.isEmpty() ? before.table(made) : List.of();
        if (table.isEmpty() && there.isEmpty()) {
            return false;
        }
        for (Stored each : table) {
            Stored coming = each.column() == null ? partition.coming(parsed, each) : each;
            waiting.gone(each);
            comes(coming, statement, guard);
        }
        if (table.isEmpty()) {
            before.leaveOut(statement, waiting.made(made));
        }
        partition.attach(parsed, statement, waiting.made(made), guard);
        // With a partitioned table come its partitions.
        tables.add(table.isEmpty() ? there : table.get(0).tables());
        tables.leaveOut(parsed, statement);
        return true;
    }

    /** Likewise what tables and columns need. A sequence may come with the table that it belongs to. */
    private boolean neededComes(Statement parsed, StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        List<Stored> owners = parsed instanceof CreateSequence create ? waiting.withSequence(create) : List.of();
        for (Stored table : owners) {
            comes(table, statement, guard);
            tables.add(table.tables());
        }
        boolean replaced = parsed instanceof CreateRoutine routine && routine.replace();
        @Nullable String back = replaced || !owners.isEmpty() ? null : before.needed(parsed);
        if (back != null) {
            before.leaveOut(statement, back);
        }
        if (back != null || !owners.isEmpty()) {
            return true;
        }
        List<Stored> needed = waiting.madeBy(parsed);
        if (!needed.isEmpty()) {
            comes(needed.get(0), statement, guard);
        }
        if (!needed.isEmpty() && replaced) {
            guard.run(statement, sending);
        }
        return !needed.isEmpty();
    }

    /** The file's own statement; it may meet what people have made meanwhile. */
    private void make(List<Stored> columns, StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        try {
            guard.run(statement, sending);
        } catch (StatementError e) {
            boolean there = Failures.state(e.error()).equals(COLUMN_THERE);
            throw !columns.isEmpty() && there
                    ? Bringing.refused(columns.get(0), statement, e.error())
                    : CameInstead.explained(tables(), statement, e);
        }
    }

    /** What a statement does beside adding columns that are there. */
    private void others(AlterTable alter, List<String> there, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        String table = waiting.there(alter.relation().name());
        for (AlterTableAction action : alter.actions()) {
            boolean left = action instanceof AddColumn add
                    && there.contains(
                            table + "." + waiting.identifier(add.column().name().name()));
            if (!left) {
                StatementText own = Quarantining.text("ALTER TABLE " + table + " "
                        + statement
                                .text()
                                .substring(
                                        action.place().start(), action.place().end()));
                try {
                    run(PARSER.parse(step.script().name(), own), own, guard, () -> executor.run(own));
                } catch (StatementError e) {
                    throw e.ours("to do what this does beside").at(statement);
                }
            }
        }
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
            waiting.gone(column);
            return;
        }
        returning.fill(guard);
        if (step.transactional() || step.down()) {
            cameInto(returning);
        }
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

    /** Where everything is undone: what values that came back have changed. */
    RowsChanged own() {
        return own;
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

    /** Under its new name nothing is known of what belonged to it: it comes for good before. */
    private void comeBefore(Statement renaming, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        @Nullable
        QualifiedName name = renaming instanceof Rename rename
                ? rename.object().name()
                : ((SetSchema) renaming).object().name();
        String table = name == null ? "" : waiting.there(name);
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
        back.put(returning, returning.complete(guard, Returning.THERE_ALREADY, postponed));
        goes(returning);
    }

    private void cameInto(Returning returning) {
        filled.add(returning);
        names.add(returning.stored().kept().name());
        waiting.gone(returning.stored());
    }

    /**
     * After the last statement of a file that is applied again, where each is committed by itself: columns that its statements
     * have made. Until now their copies have stayed, as each statement may have changed the values.
     */
    void comeAtLast() throws SQLException {
        for (Stored column : waiting.columnsThere()) {
            cameInto(new Returning(work, column, BlockingLimit.of(step)));
        }
    }

    private void comes(Stored stored, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        names.add(stored.kept().name());
        waiting.gone(stored);
        Returning returning = new Returning(work, stored, BlockingLimit.of(step));
        counting(() -> Bringing.back(work, stored, statement, () -> {
            if (!wholly(stored)) {
                returning.standIn(guard);
            } else if (stored.column() == null) {
                returning.bring(guard, postponed);
                back.put(returning, returning.complete(guard, Set.of(), postponed));
            } else {
                returning.bring(guard, postponed);
                brought.add(returning);
            }
        }));
        goes(returning);
    }

    /** When that is committed: whether the rows fit what came back with them. */
    void look() throws SQLException, IOException {
        for (Returning returning : back.keySet()) {
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
        for (Map.Entry<Returning, List<String>> each : back.entrySet()) {
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

    /** Columns whose values came back here. */
    List<Stored> columns() {
        return filled.stream().map(Returning::stored).toList();
    }

    /** Tables that came back here. */
    List<Stored> tables() {
        return back.keySet().stream()
                .map(Returning::stored)
                .filter(stored -> stored.kept().way() == QuarantineWay.MOVED)
                .toList();
    }
}
