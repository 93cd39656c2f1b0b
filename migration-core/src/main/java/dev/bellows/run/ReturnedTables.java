package dev.bellows.run;

import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.AttachPartition;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.TableQuery;
import dev.bellows.sql.tree.TableSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tables that came back in a step: they have what later statements of its file would make, and their rows. */
final class ReturnedTables {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);
    private static final String SAVEPOINT = "bellows_again";

    /** Tables, columns, constraints and the like that are there already. https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final Set<String> THERE_ALREADY = Set.of("42P07", "42710", "42701", "42P16");

    /** Already a partition, of a table that is attached once more. */
    private static final String WRONG_OBJECT = "42809";

    /** https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final String IN_USE = "55006";

    private static final String NO_SUCH_COLUMN = "42703";

    private final Work work;
    private final Step step;
    private final WaitingThings waiting;
    private final Unnamed unnamed;
    private final MadeAgain made = new MadeAgain();
    private final Executor executor;
    private final Set<String> tables;
    private final ReturnedScope scope;

    /**
     * Those of one step.
     *
     * @param tables that have come back by now; to be added to
     */
    ReturnedTables(Work work, Step step, WaitingThings waiting, Set<String> tables) {
        this.work = work;
        this.step = step;
        this.waiting = waiting;
        this.tables = tables;
        this.unnamed = new Unnamed(work.session());
        this.executor = new Executor(work.session());
        this.scope = new ReturnedScope(work.session(), waiting, made, tables);
    }

    void add(List<String> names) {
        tables.addAll(names);
    }

    boolean has(String table) {
        return tables.contains(table);
    }

    /** A table that came back has what later statements of the file would make, and its rows. */
    void again(Statement parsed, StatementText statement, Guard guard, Guard.Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        if (ReturnedScope.changesRows(parsed)) {
            leaveOut(parsed, statement);
            return;
        }
        @Nullable QualifiedName name = ReturnedScope.table(parsed);
        String table = name == null ? "" : waiting.there(name);
        Optional<Boolean> there = Unnamed.all(parsed) ? unnamed.there(parsed, table) : Optional.of(false);
        if (there.orElse(false)) {
            return;
        }
        if (there.isEmpty()
                && parsed instanceof AlterTable alter
                && alter.actions().size() > 1) {
            // Some of them may be there and some not.
            for (AlterTableAction action : alter.actions()) {
                StatementText own = OwnStatement.of("ALTER TABLE " + table + " "
                        + statement
                                .text()
                                .substring(
                                        action.place().start(), action.place().end()));
                try {
                    again(PARSER.parse(step.script().name(), own), own, guard, () -> executor.run(own));
                } catch (StatementError e) {
                    throw e.ours("to make what " + table + " has not again").at(statement);
                }
            }
            return;
        }
        work.session().execute("SAVEPOINT " + SAVEPOINT);
        try {
            guard.run(statement, sending);
            if (there.isEmpty() && unnamed.twice(table)) {
                back(guard);
            } else {
                work.session().execute("RELEASE SAVEPOINT " + SAVEPOINT);
                made.sees(parsed, table);
            }
        } catch (StatementError e) {
            if (!work.session().alive() || e.limited() || e.interrupted() || Failures.passing(e.error())) {
                throw e;
            }
            back(guard);
            if (!thereAlready(parsed, e, table)) {
                throw e;
            }
            Optional<String> drop = made.underOldName(parsed, table);
            if (drop.isPresent()) {
                StatementText own = OwnStatement.of(drop.get());
                guard.run(own, () -> executor.run(own));
            }
        }
    }

    private void back(Guard guard) throws SQLException {
        work.session().execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        guard.settingsChanged();
    }

    private boolean thereAlready(Statement parsed, StatementError error, String table) throws SQLException {
        String state = Failures.state(error.error());
        if (THERE_ALREADY.contains(state)) {
            return true;
        }
        if (state.equals(WRONG_OBJECT)) {
            // It is a partition of that table already.
            return parsed instanceof AlterTable alter
                    && alter.actions().stream().allMatch(AttachPartition.class::isInstance);
        }
        return state.equals(NO_SUCH_COLUMN)
                && parsed instanceof Rename rename
                && scope.hasColumn(table, rename.to().name());
    }

    /** What would change the rows of one of them does not run, and is told; a table without rows of its own says nothing. */
    void leaveOut(Statement parsed, StatementText statement) throws SQLException {
        @Nullable
        QualifiedName table = parsed instanceof CreateTableAs create ? create.name() : ReturnedScope.table(parsed);
        if (table == null) {
            return;
        }
        String what = parsed instanceof CreateTableAs
                ? "the query of "
                : Guard.firstWord(statement).toUpperCase(Locale.ROOT) + " on ";
        Set<String> sources = sources(parsed);
        work.listener()
                .on(new Progress.Notice(step.script().name() + ":"
                        + statement.span().line() + ": left out, as its table comes back with its rows: " + what
                        + waiting.there(table)
                        + (sources.isEmpty()
                                ? ""
                                : "; what came into " + String.join(", ", sources) + " since is not among them")));
    }

    /** The tables that it would have read, as they are called now. */
    private Set<String> sources(Statement parsed) throws SQLException {
        Set<String> sources = new TreeSet<>();
        for (TableSource source : Nodes.inside(parsed, TableSource.class)) {
            sources.add(waiting.there(source.relation().name()));
        }
        for (TableQuery source : Nodes.inside(parsed, TableQuery.class)) {
            sources.add(waiting.there(source.table().name()));
        }
        sources.remove("");
        return sources;
    }

    /**
     * Sends a statement that is not left out. A function or a DO block may change the rows of one of them all the same: then it
     * fails, and nothing is lost.
     */
    Guard.Sending unharmed(Guard.Sending sending) {
        return () -> {
            RowsOf before = RowsOf.now(work.session(), tables);
            sending.send();
            RowsOf after = RowsOf.now(work.session(), tables);
            for (String table : tables) {
                long rows = after.changedSince(before, table);
                if (rows > 0) {
                    throw new OwnStatementException(
                            table + " came back from quarantine with its rows",
                            new SQLException("this statement would change, delete or add " + rows + " of them", IN_USE),
                            "let the file leave them alone; or, so that it begins anew, give up what waits: bellows quarantine purge "
                                    + step.migration().label());
                }
            }
        };
    }

    /** Likewise {@link ReturnedScope#alone}. */
    boolean alone(Statement parsed, StatementText statement) throws SQLException {
        return scope.alone(parsed, statement);
    }
}
