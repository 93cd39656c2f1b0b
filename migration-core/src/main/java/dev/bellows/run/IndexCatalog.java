package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.sql.TransactionUse.CreateIndexConcurrently;
import dev.bellows.sql.TransactionUse.ReindexConcurrently;
import dev.bellows.sql.tree.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the catalog says of indexes: which are INVALID, who builds them, whether one is what a statement would make. */
final class IndexCatalog {
    /**
     * An index.
     *
     * @param name with its schema, quoted
     */
    record Index(long oid, String name, boolean valid) {}

    private static final String INDEXES = "SELECT i.indexrelid::bigint, pg_catalog.quote_ident(n.nspname) || '.' ||"
            + " pg_catalog.quote_ident(c.relname), i.indisvalid FROM pg_catalog.pg_index AS i"
            + " JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid"
            + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
            + " JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid WHERE ";

    private final Session session;

    IndexCatalog(Session session) {
        this.session = session;
    }

    /** The index that a statement names, on its table; every index of the table when it names none. */
    List<Index> named(CreateIndexConcurrently create) throws SQLException {
        String table = "pg_catalog.to_regclass(" + Probes.literal(create.table()) + ")";
        return read(INDEXES + "i.indrelid = " + table
                + (create.index() == null
                        ? ""
                        : " AND c.relname = " + Sql.literal(create.index().name()))
                + " ORDER BY 1");
    }

    /** The INVALID ones that a build of this statement would have left. */
    List<Index> invalid(String sql, CreateIndexConcurrently create) throws SQLException {
        List<Index> found = new ArrayList<>();
        for (Index index : named(create)) {
            // Without a name, only its definition tells whose it is.
            if (!index.valid() && (create.index() != null || sameDefinition(sql, create, index))) {
                found.add(index);
            }
        }
        return found;
    }

    /** What broken runs of REINDEX CONCURRENTLY left on what this statement rebuilds. */
    List<Index> leftovers(ReindexConcurrently reindex) throws SQLException {
        String target =
                reindex.target() == null ? "NULL" : "pg_catalog.to_regclass(" + Probes.literal(reindex.target()) + ")";
        String which =
                switch (reindex.kind()) {
                    case "TABLE" ->
                        "i.indrelid = " + target + " OR i.indrelid = (SELECT reltoastrelid FROM pg_catalog.pg_class"
                                + " WHERE oid = " + target + ")";
                    case "INDEX" ->
                        "i.indrelid = (SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = " + target + ")";
                    case "SCHEMA" ->
                        "n.nspname = "
                                + (reindex.target() == null
                                        ? "NULL"
                                        : Sql.literal(reindex.target().name()));
                    default -> "true";
                };
        return read(INDEXES + "NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND (" + which + ")");
    }

    /**
     * Whether another session may be building it: every build holds this lock on its table to its end, and locks are what
     * any role may see.
     */
    boolean built(Index index) throws SQLException {
        return !read(INDEXES + "i.indexrelid = " + index.oid()
                        + " AND EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'relation' AND l.granted"
                        + " AND l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock'"
                        + " AND l.pid <> pg_catalog.pg_backend_pid() AND l.database ="
                        + " (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))")
                .isEmpty();
    }

    boolean stillInvalid(Index index) throws SQLException {
        return !read(INDEXES + "NOT i.indisvalid AND i.indexrelid = " + index.oid())
                .isEmpty();
    }

    /**
     * Whether an index is what the statement would make. The statement is tried on an empty copy of the table, without
     * CONCURRENTLY, and PostgreSQL's own words for both are compared; the copy is rolled back.
     *
     * <p>Fit for a dry run too: without it the plan could not name what apply drops. It is only asked when the table has an
     * INVALID index and the statement names none; it leaves nothing behind that anybody sees, locks the table as a reader does
     * and only while it lasts, and needs TEMPORARY on the database, as the apply will.
     */
    boolean sameDefinition(String sql, CreateIndexConcurrently create, Index index) throws SQLException {
        session.connection().setAutoCommit(false);
        try {
            session.execute("CREATE TEMPORARY TABLE bellows_probe (LIKE " + Probes.quote(create.table()) + ")");
            session.execute(onCopy(sql, create));
            String expected = definition("i.indrelid = 'pg_temp.bellows_probe'::pg_catalog.regclass");
            return !expected.isEmpty() && expected.equals(definition("i.indexrelid = " + index.oid()));
        } catch (SQLException e) {
            if (session.alive() && !keptFromLooking(Failures.state(e))) {
                return false;
            }
            throw e;
        } finally {
            session.rollback();
        }
    }

    /** A role that may make no temporary table, a lock, an interrupt: that is not "another definition". */
    private static boolean keptFromLooking(String sqlState) {
        return sqlState.equals("42501")
                || sqlState.equals(Failures.LOCK_NOT_AVAILABLE)
                || sqlState.equals(Failures.CANCELLED);
    }

    /** The statement with another table and index name, and without the words that would stop it in a transaction. */
    private static String onCopy(String sql, CreateIndexConcurrently create) {
        TreeMap<Place, String> changes =
                new TreeMap<>(Comparator.comparingInt(Place::start).reversed());
        changes.put(create.concurrentlyWord(), "");
        changes.put(create.tableName(), "pg_temp.bellows_probe");
        @Nullable Place exists = create.ifNotExistsWords();
        if (exists != null) {
            changes.put(exists, "");
        }
        @Nullable Place name = create.indexName();
        if (name != null) {
            changes.put(name, "bellows_probe_index");
        }
        StringBuilder changed = new StringBuilder(sql);
        changes.forEach((place, words) -> changed.replace(place.start(), place.end(), words));
        return changed.toString();
    }

    /** PostgreSQL's definition of an index, from UNIQUE on, without its own name and its table's. */
    private String definition(String which) throws SQLException {
        String table =
                "(CASE t.relkind WHEN 'p' THEN 'ONLY ' ELSE '' END) || schema || '.' || pg_catalog.quote_ident(t.relname)";
        // PostgreSQL 14 writes a temporary table's schema as it is, 15 and later as pg_temp.
        String sql =
                "SELECT i.indisunique || ' ' || (SELECT pg_catalog.min(pg_catalog.replace(pg_catalog.pg_get_indexdef("
                        + "i.indexrelid), ' ON ' || " + table + " || ' USING ', E'\\n')) FROM pg_catalog.unnest(ARRAY["
                        + "pg_catalog.quote_ident(tn.nspname), 'pg_temp']) AS schema WHERE pg_catalog.strpos("
                        + "pg_catalog.pg_get_indexdef(i.indexrelid), ' ON ' || " + table + " || ' USING ') > 0)"
                        + " FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid"
                        + " JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid"
                        + " JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace WHERE " + which;
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return "";
            }
            @Nullable String whole = row.getString(1);
            if (whole == null) {
                return "";
            }
            String unique = whole.substring(0, whole.indexOf(' '));
            return unique + whole.substring(whole.indexOf('\n') + 1);
        }
    }

    private List<Index> read(String sql) throws SQLException {
        List<Index> found = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(new Index(row.getLong(1), row.getString(2), row.getBoolean(3)));
            }
        }
        return found;
    }
}
