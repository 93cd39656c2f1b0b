package dev.bellows.quarantine;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column that would be dropped.
 *
 * @param oid the table's
 * @param table with its schema; quoted where it must be, as are the next two
 * @param own the table's name alone
 * @param type as a definition has it, with its collation
 * @param asText whether its values are kept as text: an extension may go at once, and a domain may forbid what a copy must hold
 * @param generated whether its values follow from others
 * @param heirs whether it is inherited by tables that are no partitions
 * @param following the columns after it
 * @param forced whether policies apply to the table's owner too
 * @param rows as the server estimates
 * @param copying about how long to copy its values takes; also told of a table that nobody has analyzed
 * @param key columns that tell rows apart and stay; empty where there are none
 * @param match says that row {@code t} and row {@code k} have the same key
 * @param order how the key's columns are ordered; null where it is not as their types usually are
 * @param rowTypeUser a column elsewhere that holds rows of the table, so that the column's values are there too
 * @param fixed why it cannot stay under another name, in a phrase; null where it can
 */
record Column(
        long oid,
        int number,
        String table,
        String own,
        String name,
        String type,
        boolean asText,
        boolean generated,
        boolean heirs,
        List<String> following,
        boolean forced,
        long rows,
        Duration copying,
        List<String> key,
        String match,
        @Nullable KeyOrder order,
        @Nullable String rowTypeUser,
        @Nullable String fixed) {
    /** A million rows took 0.9 s where this was measured; a slower disk takes longer. */
    private static final long ROWS_PER_MILLISECOND = 1_000;

    private static final long BYTES_PER_MILLISECOND = 200_000;

    private static final String QUERY = """
            WITH RECURSIVE tree AS (
                SELECT ?::oid AS oid UNION SELECT i.inhrelid FROM tree JOIN pg_inherits AS i ON i.inhparent = tree.oid
                    JOIN pg_class AS c ON c.oid = i.inhrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE format('%I.%I', n.nspname, c.relname) <> ALL (?)
            ), holding AS (
                -- The table's row type, and types that are made of it.
                SELECT c.reltype AS oid FROM tree JOIN pg_class AS c ON c.oid = tree.oid
                UNION
                SELECT made.oid FROM holding AS h CROSS JOIN LATERAL (
                    SELECT t.oid FROM pg_type AS t WHERE t.typelem = h.oid OR t.typbasetype = h.oid
                    UNION ALL
                    SELECT c.reltype FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'c'
                    WHERE a.atttypid = h.oid AND NOT a.attisdropped
                ) AS made
            ), key AS (
                SELECT x.indkey::int2[] AS numbers, x.indclass::oid[] AS classes, x.indcollation::oid[] AS collations,
                    x.indnkeyatts
                FROM pg_index AS x
                WHERE x.indrelid = ?::oid AND x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL
                    AND NOT EXISTS (SELECT FROM pg_attribute AS f WHERE f.attrelid = x.indrelid
                        AND f.attnum = ANY ((x.indkey::int2[])[0:x.indnkeyatts - 1]) AND (NOT f.attnotnull OR f.attname = ANY (?)))
                ORDER BY x.indisprimary DESC, x.indnkeyatts LIMIT 1
            ), part AS (
                SELECT k.ord, quote_ident(a.attname) AS name, n.nspname, o.oprname,
                    c.opcdefault AND key.collations[k.ord - 1] IN (0, a.attcollation) AS usual,
                    ARRAY(SELECT CASE WHEN s.nspname = 'pg_catalog' THEN b.oprname ELSE format('OPERATOR(%I.%s)', s.nspname, b.oprname) END
                        FROM pg_amop AS x JOIN pg_operator AS b ON b.oid = x.amopopr JOIN pg_namespace AS s ON s.oid = b.oprnamespace
                        WHERE x.amopfamily = c.opcfamily AND x.amoplefttype = c.opcintype AND x.amoprighttype = c.opcintype
                            AND x.amoppurpose = 's' AND x.amopstrategy BETWEEN 3 AND 5 ORDER BY x.amopstrategy) AS operators
                FROM key CROSS JOIN LATERAL ROWS FROM (unnest(key.numbers), unnest(key.classes)) WITH ORDINALITY AS k(number, class, ord)
                    JOIN pg_attribute AS a ON a.attrelid = ?::oid AND a.attnum = k.number
                    JOIN pg_opclass AS c ON c.oid = k.class
                    JOIN pg_amop AS m ON m.amopfamily = c.opcfamily AND m.amoplefttype = c.opcintype AND m.amoprighttype = c.opcintype
                        AND m.amopstrategy = 3 AND m.amoppurpose = 's'
                    JOIN pg_operator AS o ON o.oid = m.amopopr JOIN pg_namespace AS n ON n.oid = o.oprnamespace
                WHERE k.ord <= key.indnkeyatts
            )
            SELECT a.attnum, format('%I.%I', n.nspname, c.relname), quote_ident(c.relname), quote_ident(a.attname),
                format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> t.typcollation
                    THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END,
                t.typtype = 'd' OR EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = 'pg_type'::regclass AND e.deptype = 'e'
                    AND e.objid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END),
                a.attgenerated <> '',
                EXISTS (SELECT FROM tree JOIN pg_class AS h ON h.oid = tree.oid WHERE h.oid <> c.oid AND NOT h.relispartition),
                ARRAY(SELECT quote_ident(l.attname) FROM pg_attribute AS l WHERE l.attrelid = c.oid AND l.attnum > a.attnum
                    AND NOT l.attisdropped ORDER BY l.attnum),
                c.relrowsecurity AND c.relforcerowsecurity,
                (SELECT sum(greatest(l.reltuples, 0)) FROM tree JOIN pg_class AS l ON l.oid = tree.oid)::bigint,
                (SELECT greatest(sum(CASE WHEN l.reltuples > 0 THEN l.reltuples * greatest(1, f.pages / greatest(l.relpages, 1))
                        -- Nobody has counted: as many as there are of narrow ones.
                        ELSE 128 * f.pages END) / {rows}, sum(pg_table_size(l.oid)) / {bytes})
                    FROM tree JOIN pg_class AS l ON l.oid = tree.oid CROSS JOIN LATERAL
                        (SELECT pg_relation_size(l.oid)::float8 / current_setting('block_size')::int AS pages) AS f)::bigint,
                ARRAY(SELECT name FROM part ORDER BY ord),
                (SELECT string_agg(CASE WHEN nspname = 'pg_catalog' THEN format('t.%s %s k.%1$s', name, oprname)
                    ELSE format('t.%s OPERATOR(%I.%s) k.%1$s', name, nspname, oprname) END, ' AND ' ORDER BY ord) FROM part),
                (SELECT bool_and(usual) FROM part),
                ARRAY(SELECT operators[3] FROM part ORDER BY ord), ARRAY(SELECT operators[2] FROM part ORDER BY ord),
                ARRAY(SELECT operators[1] FROM part ORDER BY ord),
                (SELECT format('%s.%I', u.attrelid::regclass, u.attname) FROM pg_attribute AS u
                        JOIN pg_class AS r ON r.oid = u.attrelid JOIN pg_namespace AS s ON s.oid = r.relnamespace
                    WHERE u.atttypid = ANY (ARRAY(SELECT oid FROM holding)) AND NOT u.attisdropped AND r.relkind IN ('r', 'p')
                        AND format('%I.%I', s.nspname, r.relname) <> ALL (?)
                        AND format('%I.%I.%I', s.nspname, r.relname, u.attname) <> ALL (?) LIMIT 1),
                CASE WHEN a.attidentity <> '' THEN 'it is an identity'
                    WHEN a.attgenerated <> '' THEN 'it is generated'
                    WHEN EXISTS (SELECT FROM tree JOIN pg_index AS x ON x.indrelid = tree.oid AND (x.indisprimary OR x.indisreplident)
                        AND a.attnum = ANY (x.indkey::int2[])) THEN 'it is part of a key'
                    WHEN EXISTS (SELECT FROM tree JOIN pg_attribute AS h ON h.attrelid = tree.oid AND h.attname = a.attname
                        WHERE h.attrelid <> c.oid AND h.attislocal) THEN 'a table that inherits it has it as its own too'
                    WHEN EXISTS (SELECT FROM tree JOIN pg_class AS m ON m.oid = tree.oid JOIN pg_namespace AS s ON s.oid = m.relnamespace
                        JOIN pg_publication_tables AS p ON p.schemaname = s.nspname AND p.tablename = m.relname)
                        THEN 'its table is published' END
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped AND a.attnum > 0
                JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE c.oid = ?::oid""".replace("{rows}", String.valueOf(ROWS_PER_MILLISECOND))
            .replace("{bytes}", String.valueOf(BYTES_PER_MILLISECOND));

    Column {
        following = List.copyOf(following);
        key = List.copyOf(key);
    }

    String object() {
        return table + "." + name;
    }

    ColumnPlace place() {
        return new ColumnPlace(oid, number, following);
    }

    /**
     * Asks for a column.
     *
     * @param name without quotes
     * @param going the names of all columns that go with this statement
     * @param gone tables and columns that a plan will have dropped by then, quoted where they must be
     * @return null when there is none
     */
    static @Nullable Column find(Connection connection, long table, String name, List<String> going, Set<String> gone)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            Array objects = connection.createArrayOf("text", gone.toArray());
            statement.setLong(1, table);
            statement.setArray(2, objects);
            statement.setLong(3, table);
            statement.setArray(4, connection.createArrayOf("text", going.toArray()));
            statement.setLong(5, table);
            statement.setArray(6, objects);
            statement.setArray(7, objects);
            statement.setString(8, name);
            statement.setLong(9, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? read(table, row) : null;
            }
        }
    }

    private static Column read(long table, ResultSet row) throws SQLException {
        @Nullable String match = row.getString(14);
        return new Column(
                table,
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                strings(row, 9),
                row.getBoolean(10),
                row.getLong(11),
                Duration.ofMillis(row.getLong(12)),
                strings(row, 13),
                match == null ? "" : match,
                row.getBoolean(15) ? new KeyOrder(strings(row, 16), strings(row, 17), strings(row, 18)) : null,
                row.getString(19),
                row.getString(20));
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
