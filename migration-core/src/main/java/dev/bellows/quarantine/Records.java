package dev.bellows.quarantine;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was kept, as the evidence of the ledger's entry holds it: JSON, which the server writes. */
public final class Records {
    private Records() {}

    /**
     * The evidence of an entry, with all that its transaction kept or brought back.
     *
     * @param alsoDropped what else it dropped by name and nothing keeps, each in a phrase
     * @param restored names in quarantine
     * @param missing what did not come back with those
     * @param pending what of it comes back with something else
     */
    public static String evidence(
            Connection connection,
            List<Keep> keeps,
            List<String> alsoDropped,
            List<String> restored,
            List<String> missing,
            List<Pending> pending)
            throws SQLException {
        List<String> all = new ArrayList<>();
        for (Keep keep : keeps) {
            all.add(json(connection, keep));
        }
        return "{\"quarantined\": [" + String.join(", ", all) + "]"
                + (alsoDropped.isEmpty() ? "" : ", \"alsoDropped\": " + array(connection, alsoDropped))
                + ", \"restored\": " + array(connection, restored)
                + ", \"missing\": " + array(connection, missing) + pending(connection, pending) + "}";
    }

    private static String pending(Connection connection, List<Pending> pending) throws SQLException {
        if (pending.isEmpty()) {
            return "";
        }
        String sql =
                "SELECT pg_catalog.json_agg(pg_catalog.json_build_object('with', p.schema, 'sql', p.sql, 'what', p.what)"
                        + " ORDER BY p.number) FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),"
                        + " pg_catalog.unnest(?::text[])) WITH ORDINALITY AS p(schema, sql, what, number)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, texts(connection, pending, Pending::with));
            statement.setArray(2, texts(connection, pending, each -> each.mend().sql()));
            statement.setArray(3, texts(connection, pending, each -> each.mend().what()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return ", \"pending\": " + row.getString(1);
            }
        }
    }

    private static <T> Array texts(Connection connection, List<T> all, Function<T, String> text) throws SQLException {
        return connection.createArrayOf("text", all.stream().map(text).toArray());
    }

    private static String json(Connection connection, Keep keep) throws SQLException {
        String sql = """
                SELECT pg_catalog.json_build_object('object', ?::text, 'table', ?::text, 'way', ?::text, 'schema', ?::text, 'place', ?::text,
                    'rows', ?::bigint, 'counted', ?::boolean, 'restore', coalesce((SELECT pg_catalog.json_agg(pg_catalog.json_build_object('sql', m.sql,
                        'needed', m.needed, 'what', m.what) ORDER BY m.number)
                        FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::boolean[]), pg_catalog.unnest(?::text[])) WITH ORDINALITY AS m(sql, needed, what, number)),
                        '[]'),
                    'lost', pg_catalog.to_json(?::text[]), 'oid', ?::bigint, 'number', ?::int, 'following', pg_catalog.to_json(?::text[]))::text""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, keep.object());
            statement.setString(2, keep.table());
            statement.setString(3, keep.way().name().toLowerCase(java.util.Locale.ROOT));
            statement.setString(4, keep.schema());
            statement.setString(5, keep.place());
            statement.setLong(6, keep.rows());
            statement.setBoolean(7, keep.counted());
            statement.setArray(8, texts(connection, keep.restore(), Mend::sql));
            statement.setArray(
                    9,
                    connection.createArrayOf(
                            "boolean", keep.restore().stream().map(Mend::needed).toArray()));
            statement.setArray(10, texts(connection, keep.restore(), Mend::what));
            statement.setArray(11, connection.createArrayOf("text", keep.lost().toArray()));
            @Nullable ColumnPlace column = keep.column();
            statement.setObject(12, column == null ? null : column.table(), Types.BIGINT);
            statement.setObject(13, column == null ? null : column.number(), Types.INTEGER);
            List<String> following = column == null ? List.of() : column.following();
            statement.setArray(14, connection.createArrayOf("text", following.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** The evidence of an entry that began to copy a column in batches. */
    public static String copying(Connection connection, BatchedCopy copy) throws SQLException {
        String sql =
                "SELECT pg_catalog.json_build_object('copying', pg_catalog.json_build_object('schema', ?::text, 'object', ?::text,"
                        + " 'table', ?::text, 'oid', ?::bigint, 'number', ?::int))::text";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, copy.schema());
            statement.setString(2, copy.object());
            statement.setString(3, copy.tableName());
            statement.setLong(4, copy.table());
            statement.setInt(5, copy.number());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** The evidence of an entry that brought something back. */
    public static String restored(
            Connection connection, List<String> names, List<String> missing, List<Pending> pending)
            throws SQLException {
        return simple(connection, "restored", names, missing, pending);
    }

    /** The evidence of an entry that threw something away. */
    public static String purged(Connection connection, String name) throws SQLException {
        return simple(connection, "purged", List.of(name), List.of(), List.of());
    }

    private static String simple(
            Connection connection, String what, List<String> names, List<String> missing, List<Pending> pending)
            throws SQLException {
        return "{\"" + what + "\": " + array(connection, names) + ", \"missing\": " + array(connection, missing)
                + pending(connection, pending) + "}";
    }

    private static String array(Connection connection, List<String> texts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.to_json(?::text[])::text")) {
            statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
