package dev.bellows.quarantine;

import dev.bellows.ledger.LedgerTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Constraints that came back and that PostgreSQL does not trust: some rows do not fit, or whoever brought a table back was ended
 * before the look at them, which has a transaction of its own.
 */
public final class Unvalidated {
    private Unvalidated() {}

    /** What is said of each, in a sentence with the statement that looks; in the order of their tables. */
    public static List<String> notices(Connection connection, LedgerTables tables) throws SQLException {
        return OwnSettings.uncompiled(connection, () -> read(connection, tables));
    }

    private static List<String> read(Connection connection, LedgerTables tables) throws SQLException {
        String sql = """
                WITH doubtful AS (
                    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, pg_catalog.quote_ident(k.conname) AS "constraint",
                        c.relforcerowsecurity OR coalesce((SELECT p.relforcerowsecurity FROM pg_catalog.pg_class AS p WHERE p.oid = k.confrelid), false)
                            AS hides
                    FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
                        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE NOT k.convalidated
                ), evidence AS (
                    SELECT evidence::json AS json FROM {ledger} WHERE EXISTS (SELECT FROM doubtful)
                        AND evidence IS NOT NULL AND event IN ('applied', 'reverted', 'restored')
                ), back AS (
                    SELECT pg_catalog.json_array_elements_text(json -> 'restored') AS schema FROM evidence
                ), looks AS (
                    SELECT r.each ->> 'sql' AS sql FROM evidence
                        CROSS JOIN LATERAL pg_catalog.json_array_elements(json -> 'quarantined') AS i(item)
                        CROSS JOIN LATERAL pg_catalog.json_array_elements(i.item -> 'restore') AS r(each)
                    WHERE i.item ->> 'schema' IN (SELECT b.schema FROM back AS b)
                )
                SELECT name, "constraint", sql, hides FROM doubtful
                    CROSS JOIN LATERAL pg_catalog.concat('ALTER TABLE ', name, ' VALIDATE CONSTRAINT ', "constraint") AS sql
                WHERE sql IN (SELECT l.sql FROM looks AS l)
                ORDER BY 1, 2""";
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(tables.gate().named(sql));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add("the rows of " + row.getString(1) + " were not seen to fit " + row.getString(2)
                        + ", which came back from quarantine: some do not, or the run that brought it back was ended before it"
                        + " looked; new rows are checked; next"
                        + (row.getBoolean(4) ? ", as a role from which policies hide nothing: " : ": ")
                        + row.getString(3));
            }
        }
        return found;
    }
}
