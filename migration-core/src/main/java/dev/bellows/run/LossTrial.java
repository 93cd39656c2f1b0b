package dev.bellows.run;

import dev.bellows.code.CodeScript;
import dev.bellows.ledger.Sql;
import dev.bellows.model.Loss;
import dev.bellows.model.Losses;
import dev.bellows.model.MigrationLabel;
import dev.bellows.plan.Step;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what downs would destroy: runs them in a transaction, compares the catalog before and after, rolls back, and
 * counts. Exact whatever the files do: CASCADE and dynamic SQL included. Event triggers see the trial.
 */
final class LossTrial {
    private static final Duration COUNTING = Duration.ofSeconds(10);

    private final Work work;
    private final List<DataChanges.Change> changes = new ArrayList<>();
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

    /**
     * What holds data.
     *
     * @param column null for the table itself
     * @param whole the table that this one is a partition of; null when it is none
     * @param type the column's; null for a table
     * @param file where the table's rows are kept; another one once all have been rewritten or thrown away
     */
    record Holder(
            String table,
            @Nullable String column,
            @Nullable String whole,
            @Nullable String type,
            @Nullable String file) {}

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
        for (DataChanges.Change change : changes) {
            losses.add(
                    change.rows() >= 0
                            ? new Loss(change.what(), change.rows(), false)
                            : count(change.what(), change.of()));
        }
        return new Losses(losses, unknown);
    }

    private List<Holder> trial(List<Step> steps) throws SQLException, IOException, StatementError {
        if (steps.isEmpty()) {
            return List.of();
        }
        return new Retries(work, steps.get(0))
                .run(
                        retries -> {
                            work.session().connection().setAutoCommit(false);
                            changes.clear();
                            try {
                                return onceAndBack(steps, retries);
                            } finally {
                                work.session().rollback();
                            }
                        },
                        true);
    }

    private List<Holder> onceAndBack(List<Step> steps, Retries retries)
            throws SQLException, IOException, StatementError, InTheWayException {
        Map<String, Holder> before = holders();
        // One transaction, so one budget: what the first down locks stays locked until the last has been tried.
        work.session().execute(FencedTransaction.DECLARE_BEFORE);
        Guard guard = new Guard(work, steps.get(0), retries);
        for (Step step : steps) {
            trying = step;
            GuardedScript.run(work.session(), step.script(), guard, statement -> {});
            work.session().execute(work.session().resetSql());
            guard.settingsChanged();
        }
        Map<String, Holder> after = holders();
        changes.addAll(DataChanges.of(work.session(), before, after));
        before.keySet().removeAll(after.keySet());
        List<Holder> lost = new ArrayList<>(before.values());
        Set<String> tables = new HashSet<>();
        lost.stream().filter(holder -> holder.column() == null).forEach(holder -> tables.add(holder.table()));
        // What goes with a table that goes, its columns and partitions, is no loss of its own.
        lost.removeIf(holder -> holder.column() != null && tables.contains(holder.table()));
        lost.removeIf(holder -> holder.whole() != null && tables.contains(holder.whole()));
        return lost;
    }

    /** Every table and column, by what identifies it however it is renamed. */
    private Map<String, Holder> holders() throws SQLException {
        Map<String, Holder> found = new LinkedHashMap<>();
        String sql = "SELECT c.oid || coalesce('.' || a.attnum, ''), pg_catalog.quote_ident(n.nspname) || '.' ||"
                + " pg_catalog.quote_ident(c.relname), pg_catalog.quote_ident(a.attname), (SELECT"
                + " pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)"
                + " FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent"
                + " JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace"
                + " WHERE c.relispartition AND i.inhrelid = c.oid),"
                + " pg_catalog.format_type(a.atttypid, a.atttypmod), pg_catalog.pg_relation_filenode(c.oid)"
                + " FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                + " LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                // The columns of a partition go with its table's.
                + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition WHERE c.relkind IN ('r', 'p', 'm')"
                + " AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'";
        try (Statement statement = work.session().connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String key = row.getString(1);
                String table = row.getString(2);
                @Nullable String whole = row.getString(4);
                @Nullable String file = row.getString(6);
                found.put(key, new Holder(table, row.getString(3), whole, row.getString(5), file));
                found.put(key.replaceAll("\\..*", ""), new Holder(table, null, whole, null, file));
            }
        }
        return found;
    }

    private List<Loss> count(List<Holder> lost) throws SQLException {
        List<Loss> losses = new ArrayList<>();
        for (Holder holder : lost) {
            losses.add(count(holder));
        }
        return losses;
    }

    private Loss count(Holder holder) throws SQLException {
        return count(
                holder.column() == null
                        ? "table " + holder.table()
                        : "column " + holder.table() + "." + holder.column(),
                holder);
    }

    private Loss count(String what, Holder holder) throws SQLException {
        String counted = holder.column() == null ? "*" : holder.column();
        try {
            work.session().execute("SET statement_timeout = " + COUNTING.toMillis());
            work.session().interrupts().begin();
            return new Loss(what, number("SELECT count(" + counted + ") FROM " + holder.table()), false);
        } catch (SQLException e) {
            if (!work.session().alive() || Interrupts.pending()) {
                throw e;
            }
            String estimate = "SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = "
                    + Sql.literal(holder.table()) + "::pg_catalog.regclass";
            return new Loss(what, Math.max(1, number(estimate)), true);
        } finally {
            work.session().interrupts().end();
            work.session().execute("SET statement_timeout = 0");
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = work.session().connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
