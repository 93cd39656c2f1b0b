package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns are too big for a copy within the transaction that drops them.
 *
 * @param copies those that are being copied already, and whether more may be
 * @param atMost how long a table may be locked; zero for as long as it takes
 */
record BigColumns(Copies copies, Duration atMost) {
    /** A disk may be slower than the one that was measured. */
    private static final int RESERVE = 2;

    /**
     * How a column is copied in batches.
     *
     * @return null for one that its own transaction copies
     */
    @Nullable
    BatchedCopy copy(Connection connection, Column column, String fresh) throws SQLException {
        @Nullable String begun = copies.schemaOf(column);
        boolean big = !atMost.isZero() && column.copying().multipliedBy(RESERVE).compareTo(atMost) > 0;
        if (begun == null && !big) {
            return null;
        }
        String cannot = "to copy the values of " + column.object() + " takes about "
                + Math.max(1, column.copying().toSeconds()) + " s, and its table may be locked for "
                + atMost.toMillis() / 1000.0 + " s at most; ";
        String otherwise = "raise that with '-- bellows:max-blocking'; or " + ColumnKeep.otherwise(column);
        if (begun == null && !copies.more()) {
            throw CannotQuarantineException.unlessMended(
                    cannot
                            + "it was not copied beforehand, as it is not there, or not as big, before this migration begins",
                    "drop it in a migration of its own; or " + otherwise);
        }
        @Nullable KeyOrder order = column.order();
        if (order == null) {
            throw new CannotQuarantineException(
                    cannot + "it cannot be copied in batches, as its key is not in the usual order of its types",
                    otherwise);
        }
        if (ColumnKeep.publishedAtOnce(connection)) {
            throw new CannotQuarantineException(
                    cannot
                            + "it cannot be copied in batches, as a publication FOR ALL TABLES would send them to subscribers who"
                            + " have no such table",
                    otherwise);
        }
        if (column.forced() && !seesAll(connection)) {
            throw new CannotQuarantineException(
                    cannot + "it cannot be copied in batches, as row level security is forced upon its table",
                    "run this as a role with BYPASSRLS; or " + otherwise);
        }
        return new BatchedCopy(
                column, order, begun == null ? fresh : begun, members(connection, column.oid()), begun != null);
    }

    private static boolean seesAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<String> members(Connection connection, long table) throws SQLException {
        String sql = """
                WITH RECURSIVE tree AS (
                    SELECT ?::oid AS oid UNION SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
                )
                SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM tree JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace ORDER BY c.oid""";
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }
}
