package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows that policies keep from the role that asks, who may own the table all the same ({@code FORCE ROW LEVEL SECURITY}): whoever
 * counts them, or looks whether they fit a key, must not take silence for an answer.
 */
public final class HiddenRows {
    private static final Pattern VALIDATES = Pattern.compile("(?s)ALTER TABLE (?:ONLY )?(.+) VALIDATE CONSTRAINT (.+)");

    private static final String AND_PARTS =
            " UNION SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid)";

    private HiddenRows() {}

    /** Whether policies may hide rows of a table. */
    public static boolean of(Connection connection, String table) throws SQLException {
        return is(connection, "SELECT pg_catalog.row_security_active(pg_catalog.to_regclass(?)::oid)", table);
    }

    /** Whether a table or one of its parts has any rows, or had some: that much is seen of them all. */
    public static boolean any(Connection connection, String table) throws SQLException {
        return is(
                connection,
                "WITH RECURSIVE tree AS (SELECT pg_catalog.to_regclass(?)::oid AS oid" + AND_PARTS
                        + " SELECT sum(pg_catalog.pg_relation_size(oid)) > 0 FROM tree",
                table);
    }

    /** Whether they may be missing when a mend looks at rows: a foreign key is looked at under the policies of both tables. */
    public static boolean concern(Connection connection, Mend mend) throws SQLException {
        Matcher validates = VALIDATES.matcher(mend.sql());
        return validates.matches()
                && is(
                        connection,
                        "WITH RECURSIVE tree AS (SELECT k.relation AS oid FROM pg_catalog.pg_constraint AS c"
                                + " CROSS JOIN LATERAL (VALUES (c.conrelid), (c.confrelid)) AS k(relation)"
                                + " WHERE c.conrelid = pg_catalog.to_regclass(?)::oid AND c.contype = 'f'"
                                + " AND pg_catalog.quote_ident(c.conname) = ?" + AND_PARTS
                                + " SELECT bool_or(pg_catalog.row_security_active(oid)) FROM tree",
                        validates.group(1),
                        validates.group(2));
    }

    private static boolean is(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
