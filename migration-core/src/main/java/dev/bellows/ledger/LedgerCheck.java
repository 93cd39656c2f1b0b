package dev.bellows.ledger;

import dev.bellows.model.Entry;
import dev.bellows.model.Refusal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the ledger can be believed: its chain and head, its objects, our privileges, where it came from. */
public final class LedgerCheck {
    private final LedgerTables tables;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Refusal> unwritable = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private LedgerCheck(LedgerTables tables) {
        this.tables = tables;
    }

    /**
     * What was found.
     *
     * @param unwritable why this role cannot write what it may read
     * @param notices worth telling, no reason to stop
     */
    public record Result(List<Refusal> refusals, List<Refusal> unwritable, List<String> notices) {
        public Result {
            refusals = List.copyOf(refusals);
            unwritable = List.copyOf(unwritable);
            notices = List.copyOf(notices);
        }
    }

    /** A ledger, and what was found. */
    public record Checked(LedgerState state, Result result) {}

    /**
     * Reads and checks a ledger that exists, in one message to the server.
     *
     * @param systemIdentifier of the cluster that we are connected to
     * @throws UnknownLedgerException when it is of a newer format, or no ledger of ours
     */
    public static Checked read(Connection connection, LedgerTables tables, String systemIdentifier)
            throws SQLException {
        LedgerCheck check = new LedgerCheck(tables);
        try (Statement statement = connection.createStatement()) {
            statement.execute(Ledger.rowsSql(tables) + "; " + check.objectsSql());
            LedgerState state = Ledger.state(statement.getResultSet(), tables);
            check.chain(state);
            check.origin(state, systemIdentifier);
            statement.getMoreResults();
            check.objects(statement.getResultSet());
            return new Checked(state, new Result(check.refusals, check.unwritable, check.notices));
        } catch (SQLException e) {
            throw Ledger.translated(e, tables);
        }
    }

    /** The chain and the head, which need no database. */
    void chain(LedgerState state) {
        String previous = "";
        long position = 0;
        for (Entry entry : state.entries()) {
            position++;
            if (entry.position() != position) {
                damaged("entry " + position + " is missing: after " + (position - 1) + " comes " + entry.position());
                return;
            }
            if (!entry.previousHash().equals(previous) || !EntryHash.of(entry).equals(entry.hash())) {
                damaged("entry " + position + " was changed after it was written: its hash does not fit");
                return;
            }
            previous = entry.hash();
        }
        if (state.position() > position) {
            damaged("the newest entries were deleted: the head stands at " + state.position() + ", the last entry is "
                    + position);
        } else if (state.position() < position || !state.hash().equals(previous)) {
            damaged("the head does not fit the last entry, " + position + ": it stands at " + state.position());
        }
    }

    private void damaged(String what) {
        refusals.add(Refusal.of(
                "ledger-damaged",
                tables.display() + ": " + what,
                "restore the ledger from a backup; nothing runs on a ledger that does not tell the truth"));
    }

    private void origin(LedgerState state, String systemIdentifier) {
        // Where a role may not ask for its cluster, nothing can be said: neither now nor of what it wrote.
        String written = state.entries().stream()
                .map(Entry::systemIdentifier)
                .filter(identifier -> !identifier.isEmpty())
                .reduce("", (before, identifier) -> identifier);
        if (!written.isEmpty() && !systemIdentifier.isEmpty() && !written.equals(systemIdentifier)) {
            notices.add(tables.display() + " was written by another cluster (" + written + "; this one is "
                    + systemIdentifier + "): a restored or copied database");
        }
    }

    private String objectsSql() {
        String ledger = Sql.literal(tables.ledger()) + "::pg_catalog.regclass";
        String head = Sql.literal(tables.head()) + "::pg_catalog.regclass";
        return "SELECT"
                + " EXISTS (SELECT FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid"
                + " WHERE t.tgrelid = " + ledger + " AND t.tgname = 'guard' AND t.tgenabled = 'A'"
                + " AND t.tgtype = " + LedgerTables.GUARD_TYPE + " AND t.tgqual IS NULL AND t.tgattr::text = ''"
                + " AND p.prosrc = " + Sql.literal(LedgerTables.GUARD) + "),"
                + " pg_catalog.has_table_privilege(" + ledger + ", 'SELECT') AND"
                + " pg_catalog.has_table_privilege(" + ledger + ", 'INSERT'),"
                + " pg_catalog.has_table_privilege(" + head + ", 'SELECT') AND"
                + " pg_catalog.has_table_privilege(" + head + ", 'UPDATE'),"
                + " EXISTS (SELECT FROM pg_catalog.pg_subscription_rel WHERE srrelid = " + ledger + "),"
                // pg_publication_tables would find it too, but looks through all tables for it.
                + " (SELECT string_agg(pubname, ', ' ORDER BY pubname) FROM pg_catalog.pg_publication"
                + " WHERE EXISTS (SELECT FROM pg_catalog.pg_get_publication_tables(pubname::text) AS t WHERE t.relid = "
                + ledger + ")),"
                + " current_user, ARRAY(SELECT p.prosrc FROM pg_catalog.pg_proc AS p"
                + " WHERE p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = "
                + Sql.literal(tables.schema())
                + ") AND p.proname IN (" + names() + "))";
    }

    private void objects(ResultSet row) throws SQLException {
        row.next();
        if (!row.getBoolean(1)) {
            refusals.add(Refusal.of(
                    "ledger-unguarded",
                    "the trigger that guards " + tables.display()
                            + " is missing, switched off, or not what Bellows made",
                    "find out who did that, then: " + tables.restoreGuard()));
        }
        privilege(row.getBoolean(2), "SELECT, INSERT", tables.ledger(), row.getString(6));
        privilege(row.getBoolean(3), "SELECT, UPDATE", tables.head(), row.getString(6));
        if (row.getBoolean(4)) {
            refusals.add(Refusal.of(
                    "ledger-replicated",
                    tables.display() + " is fed by a subscription: it tells what happened on the publisher, not here",
                    "take the ledger out of the publication, empty it here and use: bellows baseline"));
        }
        if (row.getString(5) != null) {
            notices.add(tables.display() + " is in the publication " + row.getString(5)
                    + ": a subscriber would take our history for its own; leave it out");
        }
        gate(List.of((String[]) row.getArray(7).getArray()));
    }

    private String names() {
        return tables.gate().functionNames().stream().map(Sql::literal).collect(Collectors.joining(", "));
    }

    /** A gate that was tampered with opens for whom it should not, or lets in whom it should not. */
    private void gate(List<String> bodies) {
        List<GateFunction> missing = tables.gate().functions().stream()
                .filter(each -> !bodies.contains(each.body()))
                .toList();
        if (!missing.isEmpty()) {
            refusals.add(Refusal.of(
                    "gate-damaged",
                    missing.size() + " of the functions of the gate beside " + tables.display()
                            + " are missing, or not what Bellows made",
                    "find out who did that, then: "
                            + missing.stream().map(GateFunction::create).collect(Collectors.joining("; "))));
        }
    }

    private void privilege(boolean granted, String what, String table, String user) {
        if (!granted) {
            unwritable.add(Refusal.of(
                    "ledger-privileges",
                    "role " + user + " may not " + what.replace(", ", " and ") + " on " + table,
                    "as the owner: GRANT " + what + " ON " + table + " TO " + Sql.quote(user)));
        }
    }
}
