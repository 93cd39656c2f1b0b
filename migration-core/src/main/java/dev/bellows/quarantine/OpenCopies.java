package dev.bellows.quarantine;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Sql;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.UnfinishedCopy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The columns that are being copied in batches, as the ledger says: what was begun, and neither ended nor given up. */
public final class OpenCopies {
    private OpenCopies() {}

    /** How far one is. */
    public static UnfinishedCopy standing(Connection connection, OpenCopy copy) throws SQLException {
        String progress = Sql.quote(copy.schema()) + ".bellows_progress";
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT coalesce((SELECT reltuples::bigint FROM pg_catalog.pg_class WHERE oid = ? AND reltuples > 0), 0),
                    coalesce(pg_catalog.has_table_privilege(pg_catalog.to_regclass(?), 'SELECT') AND (SELECT
                        pg_catalog.has_schema_privilege(n.oid, 'USAGE') FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ?), false),
                    NOT EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = ?)""")) {
            statement.setLong(1, copy.oid());
            statement.setString(2, progress);
            statement.setString(3, copy.schema());
            statement.setString(4, copy.schema());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(2)
                        ? read(connection, copy, progress, row.getLong(1))
                        : new UnfinishedCopy(copy, 0, row.getLong(1), false, row.getBoolean(3));
            }
        }
    }

    private static UnfinishedCopy read(Connection connection, OpenCopy copy, String progress, long total)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT rows, whole FROM " + progress);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? new UnfinishedCopy(copy, row.getLong(1), total, row.getBoolean(2), false)
                    : new UnfinishedCopy(copy, 0, total, false, false);
        }
    }

    /** All of them, the oldest first. */
    public static List<OpenCopy> all(Connection connection, LedgerTables tables) throws SQLException {
        String sql = """
                WITH evidence AS (
                    SELECT position, event, owner, version, direction, checksum, at, evidence::json AS json FROM {ledger}
                    WHERE evidence IS NOT NULL AND event IN ('copying', 'applied', 'reverted', 'purged')
                ), ended AS (
                    SELECT i.item ->> 'schema' AS schema FROM evidence
                        CROSS JOIN LATERAL pg_catalog.json_array_elements(json -> 'quarantined') AS i(item)
                    UNION ALL SELECT pg_catalog.json_array_elements_text(json -> 'purged') FROM evidence
                )
                SELECT c.json #>> '{copying,schema}', c.json #>> '{copying,object}', c.json #>> '{copying,table}',
                    (c.json #>> '{copying,oid}')::bigint, (c.json #>> '{copying,number}')::int, c.owner, c.version, c.direction = 'down',
                    c.checksum, c.at
                FROM evidence AS c
                WHERE c.event = 'copying' AND c.json #>> '{copying,schema}' NOT IN (SELECT e.schema FROM ended AS e)
                ORDER BY c.position""";
        List<OpenCopy> found = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(tables.gate().named(sql));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new OpenCopy(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getInt(5),
                        new MigrationLabel(row.getString(6), row.getString(7)),
                        row.getBoolean(8),
                        row.getString(9),
                        row.getObject(10, OffsetDateTime.class).toInstant()));
            }
        }
        return found;
    }
}
