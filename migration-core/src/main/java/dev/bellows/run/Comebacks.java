package dev.bellows.run;

import dev.bellows.plan.Step;
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
import java.util.List;
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

    private final Step step;
    private final WaitingThings waiting;
    private final Executor executor;
    private final ReturnedTables tables;
    private final CameBack back;
    private final BackBefore before;
    private final PartitionAgain partition;

    /**
     * What may come back in one transaction.
     *
     * @param waiting what the migration's other direction dropped
     * @param before what of that somebody has brought back by hand
     * @param tables those that have come back in this step, also in transactions before this one
     * @param back takes notice of what comes
     */
    Comebacks(Work work, Step step, WaitingThings waiting, BackBefore before, Set<String> tables, CameBack back) {
        this.before = before;
        this.partition = new PartitionAgain(work.session(), waiting);
        this.back = back;
        this.tables = new ReturnedTables(work, step, waiting, tables);
        this.executor = new Executor(work.session());
        this.step = step;
        this.waiting = waiting;
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
                throw CameInstead.explained(back.tables(), statement, e);
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
            if (back.into(column, statement, guard)) {
                waiting.gone(column);
            }
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
                    : CameInstead.explained(back.tables(), statement, e);
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
                StatementText own = OwnStatement.of("ALTER TABLE " + table + " "
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

    /** Under its new name nothing is known of what belonged to it: it comes for good before. */
    private void comeBefore(Statement renaming, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        @Nullable
        QualifiedName name = renaming instanceof Rename rename
                ? rename.object().name()
                : ((SetSchema) renaming).object().name();
        back.completeBefore(name == null ? "" : waiting.there(name), statement, guard);
    }

    /**
     * After the last statement of a file that is applied again, where each is committed by itself: columns that its statements
     * have made. Until now their copies have stayed, as each statement may have changed the values.
     */
    void comeAtLast() throws SQLException {
        for (Stored column : waiting.columnsThere()) {
            back.took(column);
            waiting.gone(column);
        }
    }

    private void comes(Stored stored, StatementText statement, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        waiting.gone(stored);
        back.instead(stored, statement, guard);
    }
}
