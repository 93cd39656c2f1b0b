package dev.bellows.quarantine;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Columns, defaults, constraints, indexes and statistics of tables that wait. CASCADE may take them along with what they need: the
 * table would come back without, and nobody would know.
 */
public final class WaitingParts {
    private static final String PARTS = """
            WITH relation AS (
                SELECT c.oid FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = ANY (?::text[]) AND c.relkind IN ('r', 'p')
            ), part(catalog, oid, number, relation) AS (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, a.attnum::int, a.attrelid FROM pg_catalog.pg_attribute AS a
                    WHERE a.attrelid IN (SELECT oid FROM relation) AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, oid, 0, adrelid FROM pg_catalog.pg_attrdef
                    WHERE adrelid IN (SELECT oid FROM relation)
                UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, oid, 0, conrelid FROM pg_catalog.pg_constraint
                    WHERE conrelid IN (SELECT oid FROM relation)
                UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, indexrelid, 0, indrelid FROM pg_catalog.pg_index
                    WHERE indrelid IN (SELECT oid FROM relation)
                UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, oid, 0, stxrelid FROM pg_catalog.pg_statistic_ext
                    WHERE stxrelid IN (SELECT oid FROM relation)
            )
            SELECT i.type || ' ' || i.identity, p.relation::bigint FROM part AS p
                CROSS JOIN LATERAL pg_catalog.pg_identify_object(p.catalog, p.oid, p.number) AS i""";

    private static final String THERE =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                    + " WHERE c.oid = ?::oid AND n.nspname = ANY (?::text[]))";

    private final Connection connection;
    private final Array schemas;
    private final Map<String, Long> before;

    private WaitingParts(Connection connection, Array schemas) throws SQLException {
        this.connection = connection;
        this.schemas = schemas;
        this.before = now();
    }

    /** What there is now. */
    public static WaitingParts of(Connection connection, Whereabouts whereabouts) throws SQLException {
        return new WaitingParts(
                connection,
                connection.createArrayOf("text", whereabouts.schemas().toArray()));
    }

    private Map<String, Long> now() throws SQLException {
        Map<String, Long> found = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
            statement.setArray(1, schemas);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return found;
    }

    /**
     * A statement has run.
     *
     * @throws CannotQuarantineException when a table that waits still has lost something
     */
    public void requireAll() throws SQLException {
        Map<String, Long> after = before.isEmpty() ? before : now();
        for (Map.Entry<String, Long> part : before.entrySet()) {
            if (!after.containsKey(part.getKey()) && waits(part.getValue())) {
                throw CannotQuarantineException.unlessMended(
                        part.getKey() + ", which waits in quarantine, would go with what it needs",
                        "name what is to go, without CASCADE: what something in quarantine needs is kept then");
            }
        }
    }

    private boolean waits(long table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(THERE)) {
            statement.setLong(1, table);
            statement.setArray(2, schemas);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
