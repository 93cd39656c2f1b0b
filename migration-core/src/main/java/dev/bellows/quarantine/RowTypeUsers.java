package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What waits in quarantine and holds rows of tables, so that PostgreSQL would not drop those: they go there as well, with their type. */
final class RowTypeUsers {
    private static final String WAITING = """
            WITH RECURSIVE tree AS (
                SELECT pg_catalog.unnest(?::oid[]) AS oid UNION SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
            ), type AS (
                SELECT t.oid FROM tree JOIN pg_catalog.pg_type AS t ON t.typrelid = tree.oid
                UNION SELECT t.typarray FROM tree JOIN pg_catalog.pg_type AS t ON t.typrelid = tree.oid
            ), used AS (
                SELECT DISTINCT d.classid, d.objid, d.objsubid FROM type JOIN pg_catalog.pg_depend AS d ON d.refobjid = type.oid
                    AND d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.deptype = 'n'
            )
            SELECT pg_catalog.format('ALTER TABLE %I.%I DROP COLUMN %I CASCADE', n.nspname, c.relname, a.attname)
            FROM used AS u JOIN pg_catalog.pg_class AS c ON c.oid = u.objid AND c.relkind IN ('r', 'p')
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.objsubid
            WHERE u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND a.attinhcount = 0
                AND (n.nspname = ANY (?) OR pg_catalog.format('%I.%I.', n.nspname, c.relname)
                    || '"' || pg_catalog.replace(a.attname, '"', '""') || '"' = ANY (?))
            UNION ALL
            SELECT pg_catalog.format('DROP TYPE %I.%I CASCADE', n.nspname, t.typname)
            FROM used AS u JOIN pg_catalog.pg_type AS t
                    ON u.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = u.objid
                    OR u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND t.typrelid = u.objid AND EXISTS (
                        SELECT FROM pg_catalog.pg_class AS k WHERE k.oid = u.objid AND k.relkind = 'c')
                JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
            WHERE n.nspname = ANY (?)""";

    private RowTypeUsers() {}

    /**
     * Statements that take it out of the way of a trial that is rolled back.
     *
     * @param tables that go
     */
    static List<String> waiting(Connection connection, List<Long> tables, Whereabouts whereabouts) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
            Object[] schemas = whereabouts.schemas().toArray();
            statement.setArray(1, connection.createArrayOf("oid", tables.toArray()));
            statement.setArray(2, connection.createArrayOf("text", schemas));
            statement.setArray(
                    3, connection.createArrayOf("text", whereabouts.objects().toArray()));
            statement.setArray(4, connection.createArrayOf("text", schemas));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    statements.add(row.getString(1));
                }
            }
        }
        return statements;
    }
}
