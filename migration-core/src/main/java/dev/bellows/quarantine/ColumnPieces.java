package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What belongs to a column, in its table and those that have it from there, as statements that put it back. */
final class ColumnPieces {
    /** What brings back a generated column is called so. */
    static final String GENERATED = "the column and its values";

    private static final String IT = """
            WITH RECURSIVE tree AS (
                SELECT ?::oid AS oid UNION SELECT i.inhrelid FROM tree JOIN pg_inherits AS i ON i.inhparent = tree.oid
            ), it AS (
                SELECT a.*, quote_ident(a.attname) AS column_name, format('%I.%I', n.nspname, c.relname) AS name, c.relowner,
                    format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I ', n.nspname, c.relname, a.attname) AS alter_column,
                    root.attrelid AS root, CASE WHEN a.attrelid = root.attrelid THEN '' ELSE format(' in %I.%I', n.nspname, c.relname) END
                        AS place
                FROM (SELECT ?::oid AS attrelid, ?::int2 AS attnum) AS given
                    JOIN pg_attribute AS root ON root.attrelid = given.attrelid AND root.attnum = given.attnum
                    CROSS JOIN tree JOIN pg_attribute AS a ON a.attrelid = tree.oid AND a.attname = root.attname AND NOT a.attisdropped
                    JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
            ), owned AS (
                SELECT s.oid, s.relname, n.nspname, format('%I.%I', n.nspname, s.relname) AS sequence, it.name, it.column_name
                FROM it JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                        AND d.refobjid = it.attrelid AND d.refobjsubid = it.attnum AND d.deptype = 'a'
                    JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace AS n ON n.oid = s.relnamespace
            ), indexed AS (
                SELECT x.* FROM it JOIN pg_index AS x ON x.indrelid = it.attrelid
                WHERE it.attnum = ANY (x.indkey::int2[])
                    OR EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = x.indexrelid
                        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = it.attrelid AND d.refobjsubid = it.attnum)
            ), constrained AS (
                SELECT k.* FROM it JOIN pg_constraint AS k ON k.conrelid = it.attrelid
                WHERE it.attnum = ANY (k.conkey) OR k.contype IN ('p', 'u', 'x') AND k.conindid IN (SELECT indexrelid FROM indexed)
            )
            """;

    private final Connection connection;
    private final Column column;
    private final Pieces pieces;

    ColumnPieces(Connection connection, Column column, Pieces pieces) {
        this.connection = connection;
        this.column = column;
        this.pieces = pieces;
    }

    /** Asks, with the column in each table as {@code it}. */
    private void ask(boolean needed, String sql) throws SQLException {
        pieces.add(connection, needed, IT + sql, column.oid(), column.oid(), column.number());
    }

    private List<Long> find(String sql) throws SQLException {
        return Definitions.find(connection, IT + sql, column.oid(), column.oid(), column.number());
    }

    private Definitions definitions(Definitions.Going going) {
        return new Definitions(connection, pieces, going);
    }

    /** A generated column is made again, and with it its values. */
    void generated() throws SQLException {
        ask(true, """
                SELECT NULL AS taken, format('ALTER TABLE %s ADD COLUMN %s %s GENERATED ALWAYS AS (%s) %s', name, column_name, {type},
                        pg_get_expr(d.adbin, d.adrelid), CASE attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END) AS back,
                    {what} AS what
                FROM it JOIN pg_attrdef AS d ON d.adrelid = attrelid AND d.adnum = attnum WHERE attrelid = root""".replace("{type}", dev.bellows.ledger.Sql.literal(column.type()))
                .replace("{what}", dev.bellows.ledger.Sql.literal(GENERATED)));
        ask(false, """
                SELECT NULL AS taken, NULL AS back, 'its expression' || place AS what
                FROM it JOIN pg_attrdef AS d ON d.adrelid = attrelid AND d.adnum = attnum
                    JOIN pg_attribute AS r ON r.attrelid = root AND r.attname = it.attname
                    JOIN pg_attrdef AS rd ON rd.adrelid = root AND rd.adnum = r.attnum
                WHERE pg_get_expr(d.adbin, d.adrelid) <> pg_get_expr(rd.adbin, rd.adrelid)""");
    }

    /** Whether it owns sequences, as a serial column does. */
    boolean ownsSequences() throws SQLException {
        return !find("SELECT oid FROM owned").isEmpty();
    }

    /** The sequence of a serial column would be dropped with it: it waits instead, with its grants and where it stands. */
    void sequences(String schema) throws SQLException {
        ask(false, """
                SELECT format('ALTER SEQUENCE %s OWNED BY NONE', sequence) AS taken, NULL AS back, NULL AS what FROM owned""");
        ask(true, """
                SELECT format('ALTER SEQUENCE %s SET SCHEMA %I', sequence, {schema}) AS taken,
                    format('ALTER SEQUENCE %I.%I SET SCHEMA %I', {schema}, relname, nspname) AS back, format('the sequence %s', sequence) AS what
                FROM owned""".replace("{schema}", dev.bellows.ledger.Sql.literal(schema)));
    }

    /**
     * Where an identity stands is read when its table is locked, not before.
     *
     * @param schema where it is remembered, in a table of the sequence's name
     * @param published whether that must not be logged before it is filled, as it would be sent to subscribers
     */
    void identity(String schema, boolean published) throws SQLException {
        String sequence = """
                FROM it JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                        AND d.refobjid = it.attrelid AND d.refobjsubid = it.attnum AND d.deptype = 'i'
                    JOIN pg_sequence AS q ON q.seqrelid = d.objid JOIN pg_class AS s ON s.oid = q.seqrelid
                    JOIN pg_namespace AS n ON n.oid = s.relnamespace
                WHERE attidentity <> '' AND attrelid = root""";
        ask(false, """
                SELECT NULL AS taken, alter_column || format('ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I START %s INCREMENT %s MINVALUE %s'
                        ' MAXVALUE %s CACHE %s %s)', CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, n.nspname, s.relname,
                        seqstart, seqincrement, seqmin, seqmax, seqcache, CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS back,
                    'that it is an identity' AS what
                """.replace("alter_column", "replace(alter_column, ' ONLY ', ' ')") + sequence);
        ask(
                false,
                """
                SELECT format('CREATE {unlogged} TABLE %I.%I AS SELECT last_value, is_called FROM %I.%2$I', {schema}, s.relname, n.nspname) AS taken,
                    format('SELECT pg_catalog.setval(%L, last_value, is_called) FROM %I.%I', format('%I.%I', n.nspname, s.relname), {schema},
                        s.relname) AS back,
                    'where its identity stands' AS what
                """.replace("{schema}", dev.bellows.ledger.Sql.literal(schema))
                                .replace("{unlogged} ", published ? "UNLOGGED " : "")
                        + sequence);
        if (published) {
            ask(false, """
                    SELECT format('ALTER TABLE %I.%I SET LOGGED', {schema}, s.relname) AS taken, NULL AS back, NULL AS what
                    """.replace("{schema}", dev.bellows.ledger.Sql.literal(schema)) + sequence);
        }
        ask(false, """
                SELECT NULL AS taken, format('COMMENT ON SEQUENCE %I.%I IS %L', n.nspname, s.relname, obj_description(s.oid, 'pg_class')) AS back,
                    'the comment on its sequence' AS what
                """ + sequence + " AND obj_description(s.oid, 'pg_class') IS NOT NULL");
        ask(
                false,
                """
                SELECT NULL AS taken, format('GRANT %s ON SEQUENCE %I.%I TO %s%s', g.privilege_type, n.nspname, s.relname,
                        CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END,
                        CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END) AS back,
                    format('%s on its sequence', g.privilege_type) AS what
                """ + sequence.replace("WHERE", "CROSS JOIN LATERAL aclexplode(s.relacl) AS g WHERE")
                        + " ORDER BY g.grantee <> s.relowner");
    }

    /** A partition may have its columns in an order of its own: it comes last there, although it did not in its table. */
    void places() throws SQLException {
        ask(false, """
                SELECT NULL AS taken, NULL AS back, format('its place among the columns of %s: it comes last', name) AS what
                FROM it WHERE attrelid <> root AND EXISTS (SELECT FROM pg_attribute AS a
                    JOIN pg_attribute AS r ON r.attrelid = root AND r.attname = a.attname
                    JOIN pg_attribute AS c ON c.attrelid = root AND c.attname = it.attname
                    WHERE a.attrelid = it.attrelid AND a.attnum > it.attnum AND NOT a.attisdropped AND r.attnum < c.attnum)
                ORDER BY attrelid""");
    }

    /** Everything else, in the order in which it can come back. */
    void remembered(boolean cascade) throws SQLException {
        Definitions definitions = definitions(Definitions.Going.BY_ITSELF);
        defaults();
        ask(false, """
                SELECT NULL AS taken, format('ALTER SEQUENCE %s OWNED BY %s.%s', sequence, name, column_name) AS back,
                    'whose sequence it is' AS what FROM owned""");
        notNull(definitions);
        settings();
        grants();
        List<Long> indexes = find("SELECT indexrelid FROM indexed ORDER BY indexrelid");
        List<Long> keys = find("SELECT oid FROM constrained WHERE contype IN ('p', 'u', 'x')");
        List<Long> checks = find("SELECT oid FROM constrained WHERE contype = 'c' AND conislocal");
        List<Long> foreignKeys = find("SELECT oid FROM constrained WHERE contype = 'f' AND conparentid = 0");
        List<Long> statistics = find("""
                SELECT DISTINCT s.oid FROM it JOIN pg_statistic_ext AS s ON s.stxrelid = it.attrelid JOIN pg_depend AS d
                    ON d.classid = 'pg_statistic_ext'::regclass AND d.objid = s.oid AND d.refobjid = it.attrelid AND d.refobjsubid = it.attnum""");
        definitions.constraints(keys);
        definitions.indexes(find("""
                SELECT indexrelid FROM indexed WHERE indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x'))"""));
        definitions.propertiesOfIndexes(indexes);
        definitions.constraints(checks);
        definitions.constraints(foreignKeys);
        definitions.statistics(statistics);
        // https://www.postgresql.org/docs/18/catalog-pg-statistic-ext.html: they name columns in the order that these
        // have.
        ask(false, """
                SELECT DISTINCT NULL AS taken, NULL AS back,
                    format('the order of the columns of the statistics %I.%I: it comes last', n.nspname, s.stxname) AS what
                FROM it JOIN pg_statistic_ext AS s ON s.stxrelid = it.attrelid JOIN pg_namespace AS n ON n.oid = s.stxnamespace
                WHERE it.attnum = ANY (s.stxkeys::int2[])
                    AND it.attnum < (SELECT max(key) FROM unnest(s.stxkeys::int2[]) AS key)""");
        if (cascade) {
            Set<Long> known = new HashSet<>();
            List.of(indexes, keys, find("SELECT oid FROM constrained"), statistics)
                    .forEach(known::addAll);
            Dependents dependents = Dependents.of(connection, tables(), numbers(), Collections.emptyList());
            dependents.requireNoData(column.object(), false);
            dependents.define(definitions, known);
            dependents.lose(pieces, false);
        }
    }

    private List<Long> tables() throws SQLException {
        return find("SELECT attrelid FROM it ORDER BY attrelid");
    }

    private List<Integer> numbers() throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        find("SELECT attnum FROM it ORDER BY attrelid").forEach(number -> numbers.add(number.intValue()));
        return numbers;
    }

    /** What would make itself felt where the column stays under another name. */
    void setAside() throws SQLException {
        Definitions definitions = definitions(Definitions.Going.DROPPED);
        String defaults = "SELECT d.oid FROM it JOIN pg_attrdef AS d ON d.adrelid = attrelid AND d.adnum = attnum";
        definitions.defaults(find(defaults));
        // A row without a value must fit: NULL may be a duplicate here.
        String inTheWay = """
                SELECT indexrelid FROM indexed
                WHERE (indisunique OR indisexclusion) AND (to_jsonb(indexed) ->> 'indnullsnotdistinct' = 'true' OR indisexclusion
                    OR indexprs IS NOT NULL OR indpred IS NOT NULL)
                    AND EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid) =\s""";
        List<Long> unique = find(inTheWay + "false");
        unique(definitions, unique);
        // Those of partitions go with that of their table, and come as parts of it.
        List<Long> parts = find(inTheWay + "true");
        unique(definitions(Definitions.Going.BY_ITSELF), parts);
        definitions.propertiesOfIndexes(
                Stream.concat(unique.stream(), parts.stream()).toList());
        definitions.constraints(find("SELECT oid FROM constrained WHERE contype = 'c' AND conislocal"));
        definitions.constraints(find("SELECT oid FROM constrained WHERE contype = 'f' AND conparentid = 0"));
        notNull(definitions);
        if (!namedNotNull()) {
            ask(false, """
                    SELECT format('ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL', name, column_name) AS taken, NULL AS back, NULL AS what
                    FROM it WHERE attnotnull
                    -- No partition can lack what its table has.
                    ORDER BY attrelid <> root, attrelid""");
        }
    }

    private void unique(Definitions definitions, List<Long> indexes) throws SQLException {
        String list = indexes.isEmpty()
                ? "0"
                : String.join(", ", indexes.stream().map(String::valueOf).toList());
        definitions.constraints(
                find("SELECT oid FROM constrained WHERE contype IN ('u', 'x') AND conindid IN (" + list + ")"));
        definitions.indexes(find("SELECT indexrelid FROM indexed WHERE indexrelid IN (" + list
                + ") AND indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('u', 'x'))"));
    }

    private void defaults() throws SQLException {
        ask(false, """
                SELECT NULL AS taken, alter_column || 'SET DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) AS back, 'its default' || place AS what
                FROM it JOIN pg_attrdef AS d ON d.adrelid = attrelid AND d.adnum = attnum WHERE attgenerated = ''""");
    }

    /** https://www.postgresql.org/docs/18/release-18.html: NOT NULL is a constraint with a name. */
    private boolean namedNotNull() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= 18;
    }

    private void notNull(Definitions definitions) throws SQLException {
        if (namedNotNull()) {
            definitions.constraints(find("SELECT oid FROM constrained WHERE contype = 'n' AND conislocal"));
            return;
        }
        ask(false, """
                SELECT NULL AS taken, format('ALTER TABLE %s ALTER COLUMN %s SET NOT NULL', name, column_name) AS back,
                    'NOT NULL' || place AS what
                FROM it WHERE attnotnull""");
    }

    private void settings() throws SQLException {
        ask(false, """
                SELECT NULL AS taken, alter_column || setting AS back, what || place AS what
                FROM it JOIN pg_type AS t ON t.oid = it.atttypid CROSS JOIN LATERAL (VALUES
                    ('SET STATISTICS ' || CASE WHEN attstattarget >= 0 THEN attstattarget END, 'its statistics target'),
                    ('SET STORAGE ' || CASE WHEN attstorage <> t.typstorage THEN CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                        WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END, 'its storage'),
                    ('SET COMPRESSION ' || CASE attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END, 'its compression'),
                    (format('SET (%s)', nullif(array_to_string(attoptions, ', '), '')), 'its options')) AS s(setting, what)
                WHERE setting IS NOT NULL AND setting <> 'SET ()'""");
        ask(false, """
                SELECT NULL AS taken, format('COMMENT ON COLUMN %s.%s IS %L', name, column_name, comment) AS back, 'its comment' || place AS what
                FROM it, col_description(attrelid, attnum) AS comment WHERE comment IS NOT NULL""");
    }

    private void grants() throws SQLException {
        ask(false, """
                SELECT NULL AS taken, CASE WHEN g.grantor = relowner THEN format('GRANT %s (%s) ON %s TO %s%s', g.privilege_type, column_name, name,
                        role, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END) END AS back,
                    format('%s for %s%s', g.privilege_type, role, place) AS what
                FROM it CROSS JOIN LATERAL aclexplode(attacl) AS g
                    CROSS JOIN LATERAL (SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END AS role) AS r""");
    }
}
