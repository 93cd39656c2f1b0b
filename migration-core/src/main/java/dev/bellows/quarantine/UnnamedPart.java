package dev.bellows.quarantine;

/**
 * What a table may have that has no name, as a query for the table, quoted, the statements that make it again and the columns that it
 * needs. Its parameters are the table and what else tells which it is.
 */
enum UnnamedPart {
    /** Before PostgreSQL 18 it is no constraint: https://www.postgresql.org/docs/18/release-18.html */
    NOT_NULL("""
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I ALTER COLUMN %I SET NOT NULL', n.nspname, c.relname, a.attname)], ARRAY[a.attnum]
            FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attname = ? AND a.attnotnull"""),

    /** With where it stands. */
    IDENTITY("""
            SELECT i.name, ARRAY[
                pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I START %s INCREMENT %s MINVALUE %s'
                    ' MAXVALUE %s CACHE %s %s)', i.name, i.attname, CASE i.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.schemaname,
                    s.sequencename, s.start_value, s.increment_by, s.min_value, s.max_value, s.cache_size, CASE WHEN s.cycle THEN 'CYCLE' ELSE 'NO CYCLE' END),
                pg_catalog.format('SELECT pg_catalog.setval(%L, %s, %s)', pg_catalog.format('%I.%I', s.schemaname, s.sequencename),
                    coalesce(s.last_value, s.start_value), (s.last_value IS NOT NULL)::text)], ARRAY[i.attnum]
            FROM (SELECT a.attname, a.attnum, a.attidentity, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
                    pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname)::pg_catalog.regclass AS sequence
                FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attname = ? AND a.attidentity <> '') AS i
            JOIN pg_catalog.pg_class AS q ON q.oid = i.sequence JOIN pg_catalog.pg_namespace AS m ON m.oid = q.relnamespace
            JOIN pg_catalog.pg_sequences AS s ON s.schemaname = m.nspname AND s.sequencename = q.relname"""),

    HEIR("""
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I INHERIT %I.%I', n.nspname, c.relname, m.nspname, p.relname)], ARRAY[]::int2[]
            FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace AS m ON m.oid = p.relnamespace
            WHERE i.inhrelid = pg_catalog.to_regclass(?) AND i.inhparent = pg_catalog.to_regclass(?)"""),

    PARTITION("""
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I %s', m.nspname, p.relname, n.nspname, c.relname,
                    pg_catalog.pg_get_expr(c.relpartbound, c.oid))], ARRAY[]::int2[]
            FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace AS m ON m.oid = p.relnamespace
            WHERE i.inhrelid = pg_catalog.to_regclass(?) AND i.inhparent = pg_catalog.to_regclass(?) AND c.relispartition"""),

    CLUSTERED("""
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I CLUSTER ON %I', n.nspname, c.relname, o.relname)], ARRAY[]::int2[]
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_index AS x ON x.indrelid = c.oid AND x.indisclustered JOIN pg_catalog.pg_class AS o ON o.oid = x.indexrelid
            WHERE c.oid = pg_catalog.to_regclass(?) AND ?::text IS NOT NULL""");

    private final String query;

    UnnamedPart(String query) {
        this.query = query;
    }

    String query() {
        return query;
    }
}
