package dev.bellows.quarantine;

import dev.bellows.testkit.TestDatabase;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that the catalogs say of each schema, and all rows, our own tables aside: what pg_dump writes and what it leaves out. A property that this
 * version does not know is null.
 */
final class Picture {
    private static final String CATALOGS = """
            WITH space AS (
                SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)'
            ), relation AS (
                SELECT c.*, s.nspname, format('%I', c.relname) AS name FROM pg_class AS c JOIN space AS s ON s.oid = c.relnamespace
                WHERE c.relname !~ '^bellows_'
            )
            SELECT nspname, concat_ws(' ', 'relation', name, relkind, relowner::regrole, relpersistence, reloptions,
                'acl', (SELECT array_agg(x::text ORDER BY x::text) FROM unnest(relacl) AS x), relrowsecurity, relforcerowsecurity,
                relreplident, pg_get_expr(relpartbound, oid), pg_get_partkeydef(oid), reltablespace, obj_description(oid, 'pg_class'),
                CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END,
                'inherits', (SELECT array_agg(inhparent::regclass ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = oid))
                FROM relation WHERE relkind NOT IN ('i', 'I')
            UNION ALL
            SELECT nspname, concat('order of columns of ', name, ': ', (SELECT string_agg(attname, ', ' ORDER BY attnum)
                    FROM pg_attribute WHERE attrelid = oid AND attnum > 0 AND NOT attisdropped))
                FROM relation WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
            UNION ALL
            SELECT nspname, concat_ws(' ', 'column', name || '.' || attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
                attgenerated, pg_get_expr(adbin, adrelid), attcollation::regcollation, nullif(attstattarget, -1), attstorage,
                attcompression, attoptions, 'acl', (SELECT array_agg(x::text ORDER BY x::text) FROM unnest(attacl) AS x), attislocal,
                attinhcount, col_description(r.oid, attnum))
                FROM relation AS r JOIN pg_attribute ON attrelid = r.oid AND attnum > 0 AND NOT attisdropped
                    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'i', 'I')
            UNION ALL
            SELECT nspname, concat_ws(' ', 'constraint', conname, 'of', name, pg_get_constraintdef(k.oid), convalidated, conislocal,
                coninhcount, obj_description(k.oid, 'pg_constraint'))
                FROM relation AS r JOIN pg_constraint AS k ON conrelid = r.oid WHERE NOT (contype = 'f' AND conparentid <> 0)
            UNION ALL
            SELECT nspname, concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisprimary, indisunique, indisclustered, indisreplident,
                indisvalid, obj_description(indexrelid, 'pg_class'),
                (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = indexrelid))
                FROM relation AS r JOIN pg_index ON indexrelid = r.oid
            UNION ALL
            SELECT nspname, concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), tgenabled, tgparentid <> 0, obj_description(t.oid, 'pg_trigger'))
                FROM relation AS r JOIN pg_trigger AS t ON tgrelid = r.oid WHERE NOT tgisinternal OR tgparentid <> 0 AND tgconstraint = 0
            UNION ALL
            SELECT nspname, concat_ws(' ', 'policy', polname, 'of', name, polcmd, polpermissive, polroles::regrole[]::text,
                pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid), obj_description(p.oid, 'pg_policy'))
                FROM relation AS r JOIN pg_policy AS p ON polrelid = r.oid
            UNION ALL
            SELECT nspname, concat_ws(' ', 'rule', pg_get_ruledef(w.oid), ev_enabled, obj_description(w.oid, 'pg_rewrite'))
                FROM relation AS r JOIN pg_rewrite AS w ON ev_class = r.oid WHERE rulename <> '_RETURN'
            UNION ALL
            SELECT nspname, concat_ws(' ', 'statistics', pg_get_statisticsobjdef(x.oid), nullif(stxstattarget, -1), stxowner::regrole,
                obj_description(x.oid, 'pg_statistic_ext'))
                FROM space AS s JOIN pg_statistic_ext AS x ON stxnamespace = s.oid
            UNION ALL
            SELECT nspname, concat_ws(' ', 'sequence', to_jsonb(q) - 'seqrelid' - 'seqtypid', seqtypid::regtype,
                query_to_xml(format('SELECT last_value, is_called FROM %I.%I', nspname, relname), false, true, ''), name)
                FROM relation AS r JOIN pg_sequence AS q ON seqrelid = r.oid
            UNION ALL
            SELECT nspname, concat_ws(' ', 'sequence', name, 'owned by', attrelid::regclass, attname)
                FROM relation AS r JOIN pg_depend AS d ON classid = 'pg_class'::regclass AND objid = r.oid AND deptype IN ('a', 'i')
                    JOIN pg_attribute ON refclassid = 'pg_class'::regclass AND attrelid = refobjid AND attnum = refobjsubid
                WHERE relkind = 'S'
            UNION ALL
            SELECT nspname, concat_ws(' ', 'publication', pubname, 'of', name)
                FROM relation AS r JOIN pg_publication_rel AS m ON prrelid = r.oid JOIN pg_publication AS p ON p.oid = prpubid
            UNION ALL
            SELECT schemaname, 'published ' || to_jsonb(p)::text FROM pg_publication_tables AS p JOIN space ON nspname = schemaname
            UNION ALL
            SELECT nspname, concat_ws(' ', 'type', typname, typtype, typowner::regrole, obj_description(t.oid, 'pg_type'),
                (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
                FROM space AS s JOIN pg_type AS t ON typnamespace = s.oid AND typname !~ '^_?bellows_'
            UNION ALL
            SELECT nspname, concat_ws(' ', 'function', f.oid::regprocedure, md5(prosrc)) FROM space AS s JOIN pg_proc AS f ON pronamespace = s.oid AND proname !~ '^bellows_'
            UNION ALL
            SELECT nspname, concat_ws(' ', 'rows of', name,
                query_to_xml(format('SELECT to_jsonb(x)::text AS r FROM ONLY %I.%I AS x ORDER BY 1', nspname, relname), false, true, ''))
                FROM relation WHERE relkind IN ('r', 'm')
            """;

    private Picture() {}

    /** Lines for each schema. */
    static Map<String, Set<String>> of(TestDatabase db) {
        return db.query(CATALOGS).stream()
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(row.get(0)),
                        Collectors.mapping(
                                row -> Objects.requireNonNull(row.get(1)), Collectors.toCollection(TreeSet::new))));
    }
}
