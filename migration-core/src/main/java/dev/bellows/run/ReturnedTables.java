package dev.bellows.run;

import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Copy;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.Merge;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.TableQuery;
import dev.bellows.sql.tree.TableSource;
import dev.bellows.sql.tree.Update;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tables that came back in a step: they have what later statements of its file would make, and their rows. */
final class ReturnedTables {
    private static final String SAVEPOINT = "bellows_again";

    /** Tables, columns, constraints and the like that are there already. https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final Set<String> THERE_ALREADY = Set.of("42P07", "42710", "42701", "42P16");

    private final Work work;
    private final Step step;
    private final WaitingThings waiting;
    private final Set<String> tables;

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
        if (changesRows(parsed)) {
            leaveOut(parsed, statement);
            return;
        }
        if (unnamed(parsed)) {
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

    /** What would change the rows of one of them does not run, and is told; a table without rows of its own says nothing. */
    void leaveOut(Statement parsed, StatementText statement) throws SQLException {
        @Nullable QualifiedName table = parsed instanceof CreateTableAs create ? create.name() : table(parsed);
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

    /** Whether a statement has to do with nothing but one of them. */
    boolean alone(Statement parsed) throws SQLException {
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
