package dev.bellows.cli.connect;

import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import dev.bellows.schema.ObjectName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server how large tables are. It reads catalogs, statistics and the sizes of files, never a row of a table, in a
 * transaction that cannot write and gives up soon.
 */
public final class TableSizes {
    /** A size is that of files, which takes the weakest lock on the table; somebody may just be altering it. */
    private static final String BY_FILES = "pg_catalog.pg_relation_size(c.oid)";

    private static final String ALL_BY_FILES = "pg_catalog.pg_total_relation_size(c.oid)";

    /** What the last VACUUM or ANALYZE saw needs no lock. */
    private static final String BY_STATISTICS =
            "(c.relpages::bigint * pg_catalog.current_setting('block_size')::bigint)";

    private static final String ALL_BY_STATISTICS = """
            ((SELECT coalesce(sum(each.relpages), 0) FROM pg_catalog.pg_class each
              WHERE each.oid IN (c.oid, c.reltoastrelid)
                 OR each.oid IN (SELECT i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid))
             * pg_catalog.current_setting('block_size')::bigint)""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /**
     * A name without a schema is looked up as the migration's session would; tables that are inherited from or partitioned
     * count with what is below them: https://www.postgresql.org/docs/18/catalog-pg-class.html
     */
    private static final String QUERY = """
            WITH RECURSIVE wanted AS (
                SELECT w.number,
                       coalesce(
                           CASE WHEN w.here THEN pg_catalog.to_regclass(pg_catalog.quote_ident(w.name)) END,
                           pg_catalog.to_regclass(
                               pg_catalog.quote_ident(w.schema) || '.' || pg_catalog.quote_ident(w.name)))::oid AS oid
                FROM unnest(?, ?, ?) WITH ORDINALITY AS w(schema, name, here, number)
            ), tree AS (
                SELECT number, oid FROM wanted WHERE oid IS NOT NULL
                UNION
                SELECT tree.number, i.inhrelid FROM tree JOIN pg_catalog.pg_inherits i ON i.inhparent = tree.oid
            )
            SELECT tree.number,
                   sum(%s)::bigint,
                   sum(%s)::bigint,
                   sum(CASE WHEN c.relkind = 'p' THEN 0
                            WHEN c.reltuples < 0 THEN s.n_live_tup
                            ELSE c.reltuples END)::bigint,
                   bool_or(c.reltuples < 0 AND coalesce(s.n_live_tup, 0) = 0 AND c.relkind <> 'p'),
                   coalesce(sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del), 0)::bigint,
                   (extract(epoch FROM pg_catalog.now() - min(d.stats_reset)) * 1000)::bigint
            FROM tree
            JOIN pg_catalog.pg_class c ON c.oid = tree.oid
            JOIN pg_catalog.pg_stat_database d ON d.datname = pg_catalog.current_database()
            LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
            WHERE c.relkind IN ('r', 'p', 'm')
            GROUP BY tree.number
            """;

    private TableSizes() {}

    /**
     * The sizes of those of the tables that the server has.
     *
     * @param schema where names without a schema are; null for the session's search path
     * @throws UnreachableException when it cannot be asked
     */
    public static Map<ObjectName, TableSize> of(
            Database database, Collection<ObjectName> tables, @Nullable String schema) {
        try {
            return of(database.source(), List.copyOf(tables), schema);
        } catch (SQLException e) {
            throw new UnreachableException(
                    "the server could not be asked for sizes: " + e.getMessage()
                            + "\nnext: lint without --url and --sizes, or see to it that the server answers",
                    Report.EMPTY,
                    e);
        }
    }

    private static Map<ObjectName, TableSize> of(DataSource source, List<ObjectName> tables, @Nullable String schema)
            throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try {
                return ask(connection, tables, schema, BY_FILES, ALL_BY_FILES);
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback();
                return ask(connection, tables, schema, BY_STATISTICS, ALL_BY_STATISTICS);
            }
        }
    }

    private static Map<ObjectName, TableSize> ask(
            Connection connection, List<ObjectName> tables, @Nullable String schema, String bytes, String totalBytes)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = '10s'");
            statement.execute("SET LOCAL lock_timeout = '500ms'");
        }
        if (schema != null) {
            try (PreparedStatement set =
                    connection.prepareStatement("SELECT set_config('search_path', quote_ident(?), true)")) {
                set.setString(1, schema);
                set.execute();
            }
        }
        try (PreparedStatement query = connection.prepareStatement(QUERY.formatted(bytes, totalBytes))) {
            query.setArray(
                    1, texts(connection, tables.stream().map(ObjectName::schema).toArray()));
            query.setArray(
                    2, texts(connection, tables.stream().map(ObjectName::name).toArray()));
            query.setArray(3, connection.createArrayOf("bool", here(tables)));
            try (ResultSet rows = query.executeQuery()) {
                Map<ObjectName, TableSize> sizes = new LinkedHashMap<>();
                while (rows.next()) {
                    sizes.put(tables.get(rows.getInt(1) - 1), size(rows));
                }
                return sizes;
            }
        }
    }

    private static Array texts(Connection connection, Object[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    /** What the linter says is in public may only be where nobody said otherwise. */
    private static Object[] here(List<ObjectName> tables) {
        List<Boolean> here = new ArrayList<>();
        tables.forEach(table -> here.add(table.schema().equals(ObjectName.PUBLIC)));
        return here.toArray();
    }

    private static TableSize size(ResultSet row) throws SQLException {
        long count = row.getLong(4);
        boolean known = !row.getBoolean(5);
        long writes = row.getLong(6);
        long millis = row.getLong(7);
        @Nullable Duration counted = row.wasNull() ? null : Duration.ofMillis(millis);
        return new TableSize(row.getLong(2), row.getLong(3), known ? Long.valueOf(count) : null, writes, counted);
    }
}
