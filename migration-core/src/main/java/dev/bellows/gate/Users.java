package dev.bellows.gate;

import dev.bellows.ledger.Sql;
import dev.bellows.schema.ObjectName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may use what a contract touches: asked before it runs, as afterwards the objects may be gone.
 *
 * @param anybody whether it may be everybody, as nobody can tell what is touched
 * @param roles the roles by identifier that were granted something on it, or own it; 0 is PUBLIC
 */
public record Users(boolean anybody, List<Long> roles) {
    public Users {
        roles = List.copyOf(roles);
    }

    /**
     * Asks the database.
     *
     * @param touched the tables and views; null when nobody can tell
     */
    public static Users of(Connection connection, @Nullable Set<ObjectName> touched) throws SQLException {
        List<Long> found = touched == null ? List.of() : relations(connection, touched);
        return found.isEmpty() ? new Users(true, List.of()) : new Users(false, roles(connection, found));
    }

    /** An index counts as its table. */
    private static List<Long> relations(Connection connection, Set<ObjectName> names) throws SQLException {
        String lookups = names.stream()
                .map(name -> "coalesce("
                        + (name.schema().equals(ObjectName.PUBLIC) ? regclass(Sql.quote(name.name())) + ", " : "")
                        + regclass(Sql.quote(name.schema(), name.name())) + ")")
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(i.indrelid, t.oid)::bigint FROM"
                        + " pg_catalog.unnest(ARRAY[" + lookups + "]::oid[]) AS t(oid)"
                        + " LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.oid WHERE t.oid IS NOT NULL")) {
            return numbers(row);
        }
    }

    private static String regclass(String name) {
        return "pg_catalog.to_regclass(" + Sql.literal(name) + ")::oid";
    }

    /** Whoever may use a partition's parent, an heir, or a view over it, uses the table too. */
    private static List<Long> roles(Connection connection, List<Long> relations) throws SQLException {
        String sql = """
                WITH RECURSIVE reached AS (
                    SELECT pg_catalog.unnest(?::oid[]) AS oid
                    UNION
                    SELECT next.oid FROM reached AS r CROSS JOIN LATERAL (
                        SELECT i.inhparent AS oid FROM pg_catalog.pg_inherits AS i WHERE i.inhrelid = r.oid
                        UNION ALL
                        SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = r.oid
                        UNION ALL
                        SELECT w.ev_class FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS w ON w.oid = d.objid
                            WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass
                                AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = r.oid) AS next
                )
                SELECT c.relowner::bigint FROM pg_catalog.pg_class AS c JOIN reached AS r ON r.oid = c.oid
                UNION
                SELECT x.grantee::bigint FROM pg_catalog.pg_class AS c JOIN reached AS r ON r.oid = c.oid,
                    pg_catalog.aclexplode(c.relacl) AS x
                UNION
                SELECT x.grantee::bigint FROM pg_catalog.pg_attribute AS a JOIN reached AS r ON r.oid = a.attrelid,
                    pg_catalog.aclexplode(a.attacl) AS x""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("oid", relations.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                return numbers(row);
            }
        }
    }

    private static List<Long> numbers(ResultSet row) throws SQLException {
        List<Long> found = new ArrayList<>();
        while (row.next()) {
            found.add(row.getLong(1));
        }
        return found;
    }
}
