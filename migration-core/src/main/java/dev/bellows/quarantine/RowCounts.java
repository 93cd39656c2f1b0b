package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Kept;
import dev.bellows.model.QuarantineWay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many rows wait: counted where somebody has done so already, or where it takes a moment. */
public final class RowCounts {
    /** A table of so many bytes, with its indexes, is counted in some milliseconds. */
    private static final long SMALL = 8_000_000;

    /** From here on, the server's number is a rounded one: it is a {@code float4}. */
    private static final long ROUNDED = 1 << 24;

    private RowCounts() {}

    /** Something that was kept just now: of a copy, the server has counted the rows when it built the copy's key. */
    public static Keep of(Connection connection, Keep keep) throws SQLException {
        if (keep.way() != QuarantineWay.COPIED || keep.copy() != null) {
            return keep;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT reltuples::bigint FROM pg_catalog.pg_class WHERE oid = "
                        + Sql.literal(keep.place()) + "::pg_catalog.regclass")) {
            row.next();
            long rows = row.getLong(1);
            return rows < 0 ? keep : keep.withRows(rows, rows < ROUNDED);
        }
    }

    /** Something that waits, with the rows that it has now where this role may see them all. */
    public static Kept now(Connection connection, Kept kept) throws SQLException {
        if (kept.way() != QuarantineWay.MOVED && kept.way() != QuarantineWay.COPIED) {
            return kept;
        }
        // Not by regclass: that fails where the role may not use the schema.
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
                    AND NOT pg_catalog.row_security_active(c.oid), c.reltuples::bigint
                FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND ? = pg_catalog.concat('"', n.nspname, '".', pg_catalog.quote_ident(c.relname))""")) {
            statement.setString(1, kept.name());
            statement.setString(2, kept.place());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return kept;
                }
                Long bytes = kept.bytes();
                if (row.getBoolean(1) && bytes != null && bytes <= SMALL) {
                    return kept.withRows(count(connection, kept.place()), true);
                }
                return kept.counted() || row.getLong(2) <= 0 ? kept : kept.withRows(row.getLong(2), false);
            }
        }
    }

    private static long count(Connection connection, String place) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + place)) {
            row.next();
            return row.getLong(1);
        }
    }
}
