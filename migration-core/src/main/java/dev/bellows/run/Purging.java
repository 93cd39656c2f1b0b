package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.Sql;
import dev.bellows.model.EventKind;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Records;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Throws away something that waits in quarantine: in one transaction, within the budget, with its entry. */
final class Purging {
    private final Work work;
    private final Stored stored;
    private final Step step;
    private final Executor executor;

    Purging(Work work, Stored stored, Duration maxBlocking) {
        this.work = work;
        this.stored = stored;
        this.step = ThingStep.of(stored, maxBlocking);
        this.executor = new Executor(work.session());
    }

    /** Throws it away. */
    void purge() throws StatementError, IOException, SQLException {
        new Retries(work, step).run(this::purgeOnce, true);
    }

    private boolean purgeOnce(Retries retries) throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work, "purges " + stored.kept().object(), "");
        Guard guard = new Guard(work, step, retries);
        for (String table : tablesWithTriggers()) {
            run(guard, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        for (String drop : drops()) {
            run(guard, drop);
        }
        transaction.commit(Draft.about(
                        EventKind.PURGED,
                        stored.kept().migration().owner(),
                        stored.kept().migration().version())
                .on(Records.purged(work.session().connection(), stored.kept().name())));
        return true;
    }

    private List<String> drops() throws SQLException {
        if (stored.kept().way() == QuarantineWay.RENAMED) {
            return dropsOfRenamed();
        }
        String schema = "DROP SCHEMA IF EXISTS " + Sql.quote(stored.kept().name());
        // A column that is made of a type would go with it.
        return stored.kept().way() == QuarantineWay.NEEDED
                ? List.of(
                        "DROP " + stored.type().toUpperCase(Locale.ROOT) + " IF EXISTS "
                                + stored.kept().place(),
                        schema)
                : holdsRowsElsewhere()
                        ? List.of("DROP TABLE IF EXISTS " + stored.kept().place(), schema + " CASCADE")
                        : List.of(schema + " CASCADE");
    }

    /** Whether somebody else's column is made of its row type, and would go with it: PostgreSQL shall refuse that, and name it. */
    private boolean holdsRowsElsewhere() throws SQLException {
        String sql = """
                SELECT DISTINCT t.typname FROM pg_catalog.pg_namespace AS n JOIN pg_catalog.pg_type AS t ON t.typnamespace = n.oid
                    JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.refobjid = t.oid
                        AND d.deptype = 'n'
                    LEFT JOIN pg_catalog.pg_class AS c ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid
                    LEFT JOIN pg_catalog.pg_type AS u ON d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND u.oid = d.objid
                WHERE n.nspname = ? AND coalesce(c.relnamespace, u.typnamespace) <> n.oid""";
        return stored.kept().way() == QuarantineWay.MOVED
                && !names(sql, stored.kept().name()).isEmpty();
    }

    /** A copy in batches that is given up has triggers still. */
    private List<String> tablesWithTriggers() throws SQLException {
        String sql = """
                SELECT DISTINCT pg_catalog.format('%I.%I', n.nspname, c.relname)
                FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_catalog.pg_proc AS f ON f.oid = t.tgfoid
                    JOIN pg_catalog.pg_namespace AS s ON s.oid = f.pronamespace
                WHERE s.nspname = ?""";
        return names(sql, stored.kept().name());
    }

    private List<String> names(String sql, String parameter) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = work.session().connection().prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    /** The name that it waits under is its own alone; its table may have another one by now, or wait itself, or be gone. */
    private List<String> dropsOfRenamed() throws SQLException {
        String sql = """
                SELECT pg_catalog.format('ALTER TABLE %I.%I DROP COLUMN %I', n.nspname, c.relname, a.attname)
                FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE NOT a.attisdropped AND a.attinhcount = 0 AND a.attname = (pg_catalog.parse_ident(?))[1]""";
        return names(sql, stored.kept().place().substring(stored.table().length() + 1));
    }

    private void run(Guard guard, String sql) throws StatementError, InTheWayException, IOException, SQLException {
        StatementText statement = Quarantining.text(sql);
        guard.run(statement, () -> executor.run(statement));
    }
}
