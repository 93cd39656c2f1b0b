package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table with its partitions, and with its children where those go with it.
 *
 * @param name the table's, quoted where it must be, with the schema
 * @param own the names alone, the table's first
 * @param rows as the server estimates
 */
record TableTree(String name, List<String> own, List<Long> oids, long rows) {
    TableTree {
        own = List.copyOf(own);
        oids = List.copyOf(oids);
    }

    /** Asks. */
    static TableTree of(Connection connection, long oid, boolean withChildren) throws SQLException {
        String sql = """
                WITH RECURSIVE tree AS (
                    SELECT ?::oid AS oid
                    UNION
                    SELECT i.inhrelid FROM tree AS t JOIN pg_inherits AS i ON i.inhparent = t.oid JOIN pg_class AS c ON c.oid = i.inhrelid
                    WHERE c.relispartition OR ?
                )
                SELECT t.oid::bigint, format('%I.%I', n.nspname, c.relname), quote_ident(c.relname), greatest(c.reltuples, 0)::bigint
                FROM tree AS t JOIN pg_class AS c ON c.oid = t.oid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                ORDER BY t.oid <> ?::oid, t.oid""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, oid);
            statement.setBoolean(2, withChildren);
            statement.setLong(3, oid);
            List<Long> oids = new ArrayList<>();
            List<String> own = new ArrayList<>();
            String name = "";
            long rows = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    name = oids.isEmpty() ? row.getString(2) : name;
                    oids.add(row.getLong(1));
                    own.add(row.getString(3));
                    rows += row.getLong(4);
                }
            }
            return new TableTree(name, own, oids, rows);
        }
    }

    /**
     * Those of several tables that are to be taken one by one: a partition goes with its table, and an heir before what it inherits
     * from, so that what it is taken off is there.
     */
    static List<Long> roots(Connection connection, List<Long> oids) throws SQLException {
        String sql = """
                WITH RECURSIVE named AS (
                    SELECT t.oid, t.place FROM unnest(?::oid[]) WITH ORDINALITY AS t(oid, place)
                ), above AS (
                    SELECT n.oid, n.oid AS over, true AS part FROM named AS n
                    UNION
                    SELECT a.oid, i.inhparent, a.part AND c.relispartition FROM above AS a JOIN pg_inherits AS i ON i.inhrelid = a.over
                        JOIN pg_class AS c ON c.oid = a.over
                )
                SELECT n.oid::bigint FROM named AS n JOIN above AS a ON a.oid = n.oid AND (a.over = n.oid OR a.over IN (SELECT oid FROM named))
                GROUP BY n.oid, n.place HAVING count(*) FILTER (WHERE a.over <> n.oid AND a.part) = 0
                ORDER BY count(*) DESC, n.place""";
        List<Long> roots = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("oid", oids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    roots.add(row.getLong(1));
                }
            }
        }
        return roots;
    }

    /** One schema cannot hold two of a name. */
    void requireOneNameEach() {
        Set<String> seen = new HashSet<>();
        for (String each : own) {
            if (!seen.add(each)) {
                throw new CannotQuarantineException(
                        name + " and what goes with it cannot be kept: two of these tables are called " + each,
                        "rename one of them first, or drop them by statements of their own");
            }
        }
    }

    String placeIn(String schema) {
        return Sql.quote(schema) + "." + own.get(0);
    }

    Array array(Connection connection) throws SQLException {
        return connection.createArrayOf("oid", oids.toArray());
    }
}
