package dev.bellows.run;

import dev.bellows.effect.LockMode;
import dev.bellows.ledger.Sql;
import dev.bellows.model.Blocker;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.StatementText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tables of others a transaction touches: those that were there before it, that it locks, that others lock. */
final class Relations {
    private static final String STRONG = "'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'";

    private final Session session;
    private Set<Long> before = Set.of();
    private boolean remembered;

    Relations(Session session) {
        this.session = session;
    }

    /**
     * A table that can be locked by its name.
     *
     * @param name quoted, with its schema
     */
    record Lockable(long oid, String name, LockMode mode) {}

    /** The tables that a statement may lock and that were there before this transaction, with the lock on each. */
    Map<Long, LockMode> named(Reach reach) throws SQLException {
        Map<Long, LockMode> found = reached(reach);
        keepThoseBefore(found.keySet());
        return found;
    }

    /**
     * Those of some tables that were there before this transaction and that LOCK TABLE takes from this role, in the order
     * of their names.
     */
    List<Lockable> lockable(Map<ObjectName, LockMode> locks) throws SQLException {
        List<Lockable> found = new ArrayList<>();
        String sql =
                "SELECT c.oid::bigint, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),"
                        + " w.mode FROM " + wanted(locks)
                        + " JOIN pg_catalog.pg_class AS c ON c.oid = w.oid JOIN pg_catalog.pg_namespace AS n"
                        + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND pg_catalog.has_table_privilege(c.oid,"
                        + " 'UPDATE, DELETE, TRUNCATE') ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(new Lockable(row.getLong(1), row.getString(2), LockMode.valueOf(row.getString(3))));
            }
        }
        Set<Long> there = new HashSet<>(found.stream().map(Lockable::oid).toList());
        keepThoseBefore(there);
        return found.stream().filter(table -> there.contains(table.oid())).toList();
    }

    /** Who holds what a statement would lock, at this moment; outside of a transaction. */
    List<Blocker> holders(StatementText statement) throws SQLException {
        return olderHolders(reached(Reach.of(statement)), Duration.ZERO);
    }

    /** The tables with these names, and, where those are locked too, their partitions; an index counts as its table. */
    private Map<Long, LockMode> reached(Reach reach) throws SQLException {
        if (reach.tables().isEmpty()) {
            return new HashMap<>();
        }
        String heirs =
                " UNION SELECT inhrelid, mode FROM pg_catalog.pg_inherits JOIN reached ON inhparent = reached.oid";
        Map<Long, LockMode> found = new HashMap<>();
        String sql = "WITH RECURSIVE reached AS (SELECT coalesce(i.indrelid, c.oid) AS oid, w.mode FROM "
                + wanted(reach.tables()) + " JOIN pg_catalog.pg_class AS c ON c.oid = w.oid"
                + " LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid"
                + " WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f', 'i', 'I')" + (reach.heirs() ? heirs : "")
                + ") SELECT oid::bigint, mode FROM reached";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.merge(row.getLong(1), LockMode.valueOf(row.getString(2)), LockMode::and);
            }
        }
        return found;
    }

    /** As a table {@code w} of oid and mode. A name without a schema is looked for where the session looks. */
    private static String wanted(Map<ObjectName, LockMode> locks) {
        StringJoiner rows = new StringJoiner(", ", "(VALUES ", ")");
        locks.forEach((name, mode) -> {
            String qualified = regclass(Sql.quote(name.schema(), name.name()));
            boolean unqualified = name.schema().equals(ObjectName.PUBLIC);
            rows.add("("
                    + (unqualified
                            ? "coalesce(" + regclass(Sql.quote(name.name())) + ", " + qualified + ")"
                            : qualified)
                    + "::oid, " + Sql.literal(mode.name()) + ")");
        });
        return rows + " AS w(oid, mode)";
    }

    private static String regclass(String name) {
        return "pg_catalog.to_regclass(" + Sql.literal(name) + ")";
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
    List<Blocker> olderHolders(Map<Long, LockMode> tables, Duration age) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        StringJoiner conflicts = new StringJoiner(" OR ", "(", ")");
        tables.forEach(
                (oid, mode) -> conflicts.add("(relation = " + oid + " AND mode IN (" + conflicting(mode) + "))"));
        return Blockers.read(
                session.connection(),
                "SELECT pid, virtualtransaction FROM pg_catalog.pg_locks WHERE locktype = 'relation' AND granted AND "
                        + conflicts + " AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid() AND database = (SELECT oid"
                        + " FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())",
                age);
    }

    /**
     * The modes that conflict with a strong one, as pg_locks writes them, as a list of literals:
     * https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES.
     */
    private static String conflicting(LockMode mode) {
        Set<LockMode> passing =
                switch (mode) {
                    case ACCESS_EXCLUSIVE -> Set.of();
                    case EXCLUSIVE -> Set.of(LockMode.ACCESS_SHARE);
                    case SHARE -> Set.of(LockMode.ACCESS_SHARE, LockMode.ROW_SHARE, LockMode.SHARE);
                    default -> Set.of(LockMode.ACCESS_SHARE, LockMode.ROW_SHARE);
                };
        return Stream.of(LockMode.values())
                .filter(other -> !passing.contains(other))
                .map(other -> Sql.literal(other.inCatalog()))
                .collect(Collectors.joining(", "));
    }

    private void keepThoseBefore(Set<Long> oids) throws SQLException {
        if (oids.isEmpty()) {
            return;
        }
        rememberBefore();
        oids.retainAll(before);
    }

    /** Whether a relation was there before this transaction. */
    boolean wasBefore(long oid) throws SQLException {
        rememberBefore();
        return before.contains(oid);
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
