package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Blocker;
import dev.bellows.sql.StatementText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** Which tables of others a transaction touches: those that were there before it, that it locks, that others lock. */
final class Relations {
    private static final String STRONG = "'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'";

    private final Session session;
    private Set<Long> before = Set.of();
    private boolean remembered;

    Relations(Session session) {
        this.session = session;
    }

    /** The tables that a statement may lock and that were there before this transaction. */
    Set<Long> named(LockMode.Reach reach) throws SQLException {
        Set<Long> found = reached(reach);
        keepThoseBefore(found);
        return found;
    }

    /** Who holds what a statement would lock, at this moment; outside of a transaction. */
    List<Blocker> holders(StatementText statement) throws SQLException {
        LockMode.Reach reach = LockMode.of(statement.text());
        LockMode mode = reach.mode();
        return mode == null ? List.of() : olderHolders(reached(reach), mode, Duration.ZERO);
    }

    /** The tables with these names, and, where those are locked too, their partitions; an index counts as its table. */
    private Set<Long> reached(LockMode.Reach reach) throws SQLException {
        StringJoiner array = new StringJoiner(", ");
        reach.names()
                .forEach(name -> array.add(Sql.literal(
                        name.schema() == null ? Sql.quote(name.name()) : Sql.quote(name.schema(), name.name()))));
        String heirs = " UNION SELECT inhrelid FROM pg_catalog.pg_inherits JOIN reached ON inhparent = reached.oid";
        return oids("WITH RECURSIVE reached AS (SELECT coalesce(i.indrelid, c.oid) AS oid FROM pg_catalog.unnest(ARRAY["
                + array + "]::text[]) AS n JOIN pg_catalog.pg_class AS c ON c.oid = pg_catalog.to_regclass(n)"
                + " LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid"
                + " WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f', 'i', 'I')" + (reach.heirs() ? heirs : "")
                + ") SELECT DISTINCT oid::bigint FROM reached");
    }

    /**
     * Whether another backend's transaction holds such a lock. Tables that it made itself and has not committed are not to
     * be seen from here, so what is found was there before.
     */
    static boolean blocks(Connection connection, int pid) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_class AS c ON"
                                + " c.oid = l.relation WHERE l.locktype = 'relation' AND l.granted AND l.pid = " + pid
                                + " AND l.mode IN (" + STRONG + ") AND c.relkind IN ('r', 'p', 'm', 'v', 'f')"
                                + " AND c.relnamespace <> 'pg_catalog'::pg_catalog.regnamespace LIMIT 1")) {
            return row.next();
        }
    }

    /** Whether this transaction holds a lock that stops readers or writers of a table that was there before. */
    boolean holdsStrongLock() throws SQLException {
        Set<Long> held = oids("SELECT relation::bigint FROM pg_catalog.pg_locks WHERE pid = pg_catalog.pg_backend_pid()"
                + " AND locktype = 'relation' AND granted AND mode IN (" + STRONG + ")");
        keepThoseBefore(held);
        return !held.isEmpty();
    }

    /**
     * Transactions older than a moment that hold a lock in the way: queueing behind them would make everybody else queue
     * behind us.
     */
    List<Blocker> olderHolders(Set<Long> tables, LockMode mode, Duration age) throws SQLException {
        return tables.isEmpty()
                ? List.of()
                : Blockers.read(
                        session.connection(),
                        "SELECT pid, virtualtransaction FROM pg_catalog.pg_locks"
                                + " WHERE locktype = 'relation' AND granted AND relation = ANY (ARRAY[" + joined(tables)
                                + "]::oid[]) AND mode IN (" + mode.conflicts()
                                + ") AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid() AND database = (SELECT oid FROM"
                                + " pg_catalog.pg_database WHERE datname = pg_catalog.current_database())",
                        age);
    }

    private static String joined(Set<Long> oids) {
        StringJoiner list = new StringJoiner(", ");
        oids.forEach(oid -> list.add(oid.toString()));
        return list.toString();
    }

    private void keepThoseBefore(Set<Long> oids) throws SQLException {
        if (oids.isEmpty()) {
            return;
        }
        rememberBefore();
        oids.retainAll(before);
    }

    /** Reads what was there before the transaction, once: from then on the cursor may be closed. */
    void rememberBefore() throws SQLException {
        if (!remembered) {
            before = oids("FETCH ALL FROM " + FencedTransaction.BEFORE);
            remembered = true;
        }
    }

    private Set<Long> oids(String sql) throws SQLException {
        Set<Long> found = new HashSet<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found;
    }
}
