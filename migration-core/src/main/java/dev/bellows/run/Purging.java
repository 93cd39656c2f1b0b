package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.Sql;
import dev.bellows.model.EventKind;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Records;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Strangers;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Throws away something that waits in quarantine: in one transaction, within the budget, with its entry. */
final class Purging {
    private static final String TRIGGER_FUNCTION = """
            SELECT pg_catalog.format('DROP FUNCTION %I.%I() CASCADE', n.nspname, f.proname)
            FROM pg_catalog.pg_proc AS f JOIN pg_catalog.pg_namespace AS n ON n.oid = f.pronamespace
            WHERE n.nspname = ? AND f.proname = 'bellows_changed' AND f.pronargs = 0""";

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
        if (stored.kept().gone()) {
            if (Strangers.left(connection(), stored).isEmpty()) {
                run(guard, dropSchema());
            }
        } else {
            drop(guard);
        }
        transaction.commit(Draft.about(
                        EventKind.PURGED,
                        stored.kept().migration().owner(),
                        stored.kept().migration().version())
                .on(Records.purged(connection(), stored.kept().name())));
        return true;
    }

    private void drop(Guard guard) throws StatementError, InTheWayException, IOException, SQLException {
        List<String> tables = Strangers.tables(connection(), stored);
        List<String> locked = new ArrayList<>(tablesWithTriggers());
        locked.addAll(tables);
        for (String table : locked) {
            run(guard, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        // Only now: what is looked at may not change until the end.
        List<String> strangers = Strangers.of(connection(), List.of(stored))
                .getOrDefault(stored.kept().name(), List.of());
        if (!strangers.isEmpty()) {
            List<Stored> waiting = Inventory.all(connection(), work.ledger().tables());
            throw new RefusedException(List.of(refusal(stored, strangers, waiting)), Report.EMPTY);
        }
        for (String drop : drops(tables)) {
            run(guard, drop);
        }
    }

    /**
     * It stays for what would go along.
     *
     * @param waiting all that waits, for what would go may wait itself
     */
    static Refusal refusal(Stored stored, List<String> strangers, List<Stored> waiting) {
        boolean one = strangers.size() == 1;
        String name = stored.kept().name();
        List<String> first = waiting.stream()
                .map(other -> other.kept().name())
                .filter(other ->
                        !other.equals(name) && strangers.stream().anyMatch(each -> each.contains(" " + other + ".")))
                .toList();
        String next = first.isEmpty()
                ? "drop " + (one ? "that" : "those") + " first, or move " + (one ? "it" : "them") + " elsewhere,"
                : "what waits itself goes first: bellows quarantine purge " + String.join(", ", first) + ";";
        return Refusal.of(
                "cannot-purge",
                stored.kept().migration(),
                stored.kept().object(),
                (one ? "this depends on it, or stands beside it in " : "these depend on it, or stand beside it in ")
                        + name + ", and would go along: " + String.join(", ", strangers),
                "it waits as before; " + next + (first.isEmpty() ? " and" : " then")
                        + " run again: bellows quarantine purge " + name);
    }

    private Connection connection() {
        return work.session().connection();
    }

    private String dropSchema() {
        return "DROP SCHEMA IF EXISTS " + Sql.quote(stored.kept().name());
    }

    /** None with CASCADE but that of our own triggers. */
    private List<String> drops(List<String> tables) throws SQLException {
        if (stored.kept().way() == QuarantineWay.RENAMED) {
            return dropsOfRenamed();
        }
        List<String> drops = new ArrayList<>();
        if (stored.kept().way() == QuarantineWay.COPYING) {
            drops.addAll(names(TRIGGER_FUNCTION, stored.kept().name()));
        }
        if (stored.kept().way() == QuarantineWay.NEEDED) {
            drops.add("DROP " + stored.type().toUpperCase(Locale.ROOT) + " IF EXISTS "
                    + stored.kept().place());
        }
        if (!tables.isEmpty()) {
            drops.add("DROP TABLE " + String.join(", ", tables));
        }
        stored.sequences().forEach(sequence -> drops.add("DROP SEQUENCE IF EXISTS " + sequence));
        drops.add(dropSchema());
        return drops;
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
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
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
        return names(sql, stored.hiddenName());
    }

    private void run(Guard guard, String sql) throws StatementError, InTheWayException, IOException, SQLException {
        StatementText statement = OwnStatement.of(sql);
        guard.run(statement, () -> executor.run(statement));
    }
}
