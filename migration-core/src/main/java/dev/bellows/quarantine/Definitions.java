package dev.bellows.quarantine;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** What belongs to tables and has a definition of its own, as statements that make it again. */
final class Definitions {
    /** Whether the objects have to be dropped, or go by themselves with what they belong to. */
    enum Going {
        DROPPED,
        BY_ITSELF
    }

    private final Connection connection;
    private final Pieces pieces;
    private final boolean drop;

    Definitions(Connection connection, Pieces pieces, Going going) {
        this.connection = connection;
        this.pieces = pieces;
        this.drop = going == Going.DROPPED;
    }

    private Array oids(Collection<Long> oids) throws SQLException {
        return connection.createArrayOf("oid", oids.toArray());
    }

    private void ask(Collection<Long> oids, String sql) throws SQLException {
        if (!oids.isEmpty()) {
            pieces.add(connection, false, sql.replace("{drop}", Boolean.toString(drop)), oids(oids));
        }
    }

    /**
     * Checks and foreign keys come back without a look at the rows, and then the rows are looked at; of a partitioned table
     * at once, as not every version can do it later.
     */
    void constraints(Collection<Long> oids) throws SQLException {
        ask(oids, """
                WITH it AS (
                    SELECT k.*, format('%I.%I', n.nspname, c.relname) AS name, c.relkind,
                        k.convalidated AND (k.contype = 'c' OR k.contype = 'f' AND c.relkind = 'r') AS later,
                        CASE k.contype WHEN 'n' THEN 'NOT NULL (%I of %s)' WHEN 'f' THEN 'the foreign key %I of %s' ELSE 'the constraint %I of %s' END AS what,
                        CASE k.contype WHEN 'n' THEN 0 WHEN 'p' THEN 1 WHEN 'u' THEN 1 WHEN 'x' THEN 1 ELSE 2 END AS rank
                    FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE k.oid = ANY (?)
                ), step AS (
                    SELECT rank, oid, 1 AS step,
                        CASE WHEN {drop} THEN format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I', name, conname) END AS taken,
                        format('ALTER TABLE %s%s ADD CONSTRAINT %I %s%s', CASE WHEN rank = 1 AND relkind = 'p' THEN 'ONLY ' END, name,
                            conname, pg_get_constraintdef(oid), CASE WHEN later THEN ' NOT VALID' END) AS back,
                        format(what, conname, name) AS what
                    FROM it
                    UNION ALL
                    SELECT rank, oid, 2, NULL, format('ALTER TABLE %s VALIDATE CONSTRAINT %I', name, conname),
                        format('that all rows fit ' || what, conname, name) FROM it WHERE later
                    UNION ALL
                    SELECT rank, oid, 3, NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, name, comment),
                        format('the comment on ' || what, conname, name)
                    FROM it, obj_description(oid, 'pg_constraint') AS comment WHERE comment IS NOT NULL
                )
                SELECT taken, back, what FROM step ORDER BY rank, oid, step""");
    }

    /** Indexes that are no constraint's. One of a partitioned table is made without those of its partitions. */
    void indexes(Collection<Long> oids) throws SQLException {
        ask(oids, """
                SELECT CASE WHEN {drop} THEN format('DROP INDEX %I.%I', n.nspname, c.relname) END AS taken,
                    pg_get_indexdef(c.oid) AS back, format('the index %I.%I', n.nspname, c.relname) AS what
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = ANY (?)
                ORDER BY c.oid""");
    }

    /** What is not in the definition of an index, a constraint's too. */
    void propertiesOfIndexes(Collection<Long> oids) throws SQLException {
        ask(oids, """
                WITH it AS (
                    SELECT c.oid, c.relname, c.reltablespace, format('%I.%I', n.nspname, c.relname) AS name, x.indisclustered, x.indisreplident,
                        format('%I.%I', tn.nspname, t.relname) AS "table"
                    FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        JOIN pg_class AS t ON t.oid = x.indrelid JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
                    WHERE c.oid = ANY (?)
                )
                SELECT NULL AS taken, format('ALTER INDEX %s ATTACH PARTITION %s', i.inhparent::regclass, name) AS back,
                    format('that the index %s is part of %s', name, i.inhparent::regclass) AS what
                FROM it JOIN pg_inherits AS i ON i.inhrelid = it.oid
                UNION ALL
                SELECT NULL, format('ALTER INDEX %s SET TABLESPACE %I', name, s.spcname), format('the tablespace of the index %s', name)
                FROM it JOIN pg_tablespace AS s ON s.oid = it.reltablespace
                UNION ALL
                SELECT NULL, format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', name, a.attnum, a.attstattarget),
                    format('the statistics target of the index %s', name)
                FROM it JOIN pg_attribute AS a ON a.attrelid = it.oid AND a.attstattarget >= 0
                UNION ALL
                SELECT NULL, format('COMMENT ON INDEX %s IS %L', name, comment), format('the comment on the index %s', name)
                FROM it, obj_description(oid, 'pg_class') AS comment WHERE comment IS NOT NULL
                UNION ALL
                SELECT NULL, format('ALTER TABLE %s CLUSTER ON %I', "table", relname), format('that %s is clustered on its index', "table")
                FROM it WHERE indisclustered
                UNION ALL
                SELECT NULL, format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', "table", relname),
                    format('the replica identity of %s', "table")
                FROM it WHERE indisreplident""");
    }

    void statistics(Collection<Long> oids) throws SQLException {
        ask(oids, """
                WITH it AS (
                    SELECT s.oid, s.stxowner, (to_jsonb(s) ->> 'stxstattarget')::int AS target, format('%I.%I', n.nspname, s.stxname) AS name
                    FROM pg_statistic_ext AS s JOIN pg_namespace AS n ON n.oid = s.stxnamespace WHERE s.oid = ANY (?)
                ), step AS (
                    SELECT oid, 1 AS step, CASE WHEN {drop} THEN format('DROP STATISTICS %s', name) END AS taken,
                        pg_get_statisticsobjdef(oid) AS back, format('the statistics %s', name) AS what FROM it
                    UNION ALL
                    SELECT oid, 2, NULL, format('ALTER STATISTICS %s SET STATISTICS %s', name, target),
                        format('the target of the statistics %s', name) FROM it WHERE target >= 0
                    UNION ALL
                    SELECT oid, 3, NULL, format('COMMENT ON STATISTICS %s IS %L', name, comment), format('the comment on the statistics %s', name)
                    FROM it, obj_description(oid, 'pg_statistic_ext') AS comment WHERE comment IS NOT NULL
                    UNION ALL
                    SELECT oid, 4, NULL, format('ALTER STATISTICS %s OWNER TO %s', name, stxowner::regrole),
                        format('the owner of the statistics %s', name) FROM it WHERE stxowner::regrole::text <> quote_ident(current_user)
                )
                SELECT taken, back, what FROM step ORDER BY oid, step""");
    }

    /** Those of partitions that their table gave them come with the table's; when they fire is their own. */
    void triggers(Collection<Long> oids) throws SQLException {
        ask(oids, """
                WITH it AS (
                    SELECT t.*, format('%I.%I', n.nspname, c.relname) AS name, p.tgenabled AS like_parent
                    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        LEFT JOIN pg_trigger AS p ON p.oid = t.tgparentid
                    WHERE t.oid = ANY (?)
                ), step AS (
                    SELECT oid, 1 AS step, CASE WHEN {drop} THEN format('DROP TRIGGER %I ON %s', tgname, name) END AS taken,
                        pg_get_triggerdef(oid) AS back, format('the trigger %I of %s', tgname, name) AS what FROM it WHERE tgparentid = 0
                    UNION ALL
                    SELECT oid, 2, NULL, format('ALTER TABLE ONLY %s %s TRIGGER %I', name, CASE tgenabled WHEN 'O' THEN 'ENABLE'
                            WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname),
                        format('when the trigger %I of %s fires', tgname, name)
                    FROM it WHERE tgenabled <> 'O' OR like_parent <> 'O'
                    UNION ALL
                    SELECT oid, 3, NULL, format('COMMENT ON TRIGGER %I ON %s IS %L', tgname, name, comment),
                        format('the comment on the trigger %I of %s', tgname, name)
                    FROM it, obj_description(oid, 'pg_trigger') AS comment WHERE comment IS NOT NULL
                )
                SELECT taken, back, what FROM step ORDER BY step, oid""");
    }

    void rules(Collection<Long> oids) throws SQLException {
        ask(oids, """
                WITH it AS (
                    SELECT w.*, format('%I.%I', n.nspname, c.relname) AS name
                    FROM pg_rewrite AS w JOIN pg_class AS c ON c.oid = w.ev_class JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE w.oid = ANY (?)
                ), step AS (
                    SELECT oid, 1 AS step, CASE WHEN {drop} THEN format('DROP RULE %I ON %s', rulename, name) END AS taken,
                        pg_get_ruledef(oid) AS back, format('the rule %I of %s', rulename, name) AS what FROM it
                    UNION ALL
                    SELECT oid, 2, NULL, format('ALTER TABLE %s %s RULE %I', name, CASE ev_enabled WHEN 'D' THEN 'DISABLE'
                            WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, rulename),
                        format('when the rule %I of %s is used', rulename, name) FROM it WHERE ev_enabled <> 'O'
                    UNION ALL
                    SELECT oid, 3, NULL, format('COMMENT ON RULE %I ON %s IS %L', rulename, name, comment),
                        format('the comment on the rule %I of %s', rulename, name)
                    FROM it, obj_description(oid, 'pg_rewrite') AS comment WHERE comment IS NOT NULL
                )
                SELECT taken, back, what FROM step ORDER BY oid, step""");
    }

    void policies(Collection<Long> oids) throws SQLException {
        ask(oids, """
                WITH it AS (
                    SELECT p.*, format('%I.%I', n.nspname, c.relname) AS name
                    FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE p.oid = ANY (?)
                ), step AS (
                    SELECT oid, 1 AS step, CASE WHEN {drop} THEN format('DROP POLICY %I ON %s', polname, name) END AS taken,
                        format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', polname, name,
                            CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                            CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                            (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ') FROM unnest(polroles) AS role))
                        || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
                        || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '') AS back,
                        format('the policy %I of %s', polname, name) AS what FROM it
                    UNION ALL
                    SELECT oid, 2, NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, name, comment),
                        format('the comment on the policy %I of %s', polname, name)
                    FROM it, obj_description(oid, 'pg_policy') AS comment WHERE comment IS NOT NULL
                )
                SELECT taken, back, what FROM step ORDER BY oid, step""");
    }

    /** That tables are in publications: rows of {@code pg_publication_rel}. Column lists and row filters came with 15. */
    void publications(Collection<Long> oids) throws SQLException {
        String parts = connection.getMetaData().getDatabaseMajorVersion() < 15 ? "''" : """
                coalesce((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')' FROM pg_attribute AS a
                    WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)), '')
                || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '')""";
        ask(oids, """
                SELECT CASE WHEN {drop} THEN format('ALTER PUBLICATION %I DROP TABLE ONLY %I.%I', p.pubname, n.nspname, c.relname) END AS taken,
                    format('ALTER PUBLICATION %I ADD TABLE ONLY %I.%I', p.pubname, n.nspname, c.relname) || {parts} AS back,
                    format('%I.%I in the publication %I', n.nspname, c.relname, p.pubname) AS what
                FROM pg_publication_rel AS r JOIN pg_publication AS p ON p.oid = r.prpubid JOIN pg_class AS c ON c.oid = r.prrelid
                    JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE r.oid = ANY (?) ORDER BY r.oid""".replace("{parts}", parts));
    }

    /** Defaults of columns: rows of {@code pg_attrdef}. */
    void defaults(Collection<Long> oids) throws SQLException {
        ask(oids, """
                SELECT CASE WHEN {drop} THEN format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I DROP DEFAULT', n.nspname, c.relname, a.attname) END
                        AS taken,
                    format('ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET DEFAULT %s', n.nspname, c.relname, a.attname,
                        pg_get_expr(d.adbin, d.adrelid)) AS back,
                    format('the default of %I.%I.%I', n.nspname, c.relname, a.attname) AS what
                FROM pg_attrdef AS d JOIN pg_class AS c ON c.oid = d.adrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                WHERE d.oid = ANY (?) ORDER BY d.oid""");
    }

    /** Those of some objects that a query finds. */
    static List<Long> find(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<Long> found = new java.util.ArrayList<>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
            return found;
        }
    }
}
