package dev.bellows.quarantine;

import dev.bellows.model.QuarantineWay;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What others have made of something that waits, or beside it in its schema: views, foreign keys, heirs, partitions, tables. A
 * purge must not take it along.
 */
public final class Strangers {
    /** What waits itself, and what PostgreSQL drops with it without being asked; each with the schema that is its name. */
    private static final String GOING = """
            WITH RECURSIVE waiting AS (
                SELECT * FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[])) AS w(schema, own)
            ), content AS (
                SELECT DISTINCT n.nspname AS schema, d.classid, d.objid,
                    pg_catalog.regexp_replace(substr(i.identity, length(i.schema) + 2), '\\([^()]*\\)$', '') AS own
                FROM pg_catalog.pg_namespace AS n
                    JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = n.oid AND d.deptype = 'n'
                    CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) AS i
                WHERE n.nspname IN (SELECT w.schema FROM waiting AS w)
            ), root AS (
                SELECT c.schema, c.classid, c.objid, 0 AS objsubid FROM content AS c JOIN waiting AS w ON w.schema = c.schema AND w.own = c.own
                UNION
                SELECT p.schema, 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid, 0 FROM content AS p JOIN pg_catalog.pg_trigger AS t ON t.tgfoid = p.objid
                WHERE p.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.own = 'bellows_changed'
                UNION
                -- It waits where it is, and has a schema for its name alone.
                SELECT w.schema, 'pg_catalog.pg_extension'::pg_catalog.regclass, e.oid, 0 FROM waiting AS w JOIN pg_catalog.pg_extension AS e
                    ON w.own = 'extension ' || pg_catalog.quote_ident(e.extname)
                UNION
                SELECT h.schema, 'pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, a.attnum
                FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[])) AS h(schema, name) JOIN pg_catalog.pg_attribute AS a
                    ON a.attname = (pg_catalog.parse_ident(h.name))[1] AND NOT a.attisdropped AND a.attinhcount = 0
                    JOIN pg_catalog.pg_class AS r ON r.oid = a.attrelid AND r.relkind IN ('r', 'p')
            ), going AS (
                SELECT * FROM root
                UNION
                SELECT g.schema, d.classid, d.objid, d.objsubid FROM going AS g JOIN pg_catalog.pg_depend AS d ON d.refclassid = g.classid
                    AND d.refobjid = g.objid AND (g.objsubid = 0 OR d.refobjsubid = g.objsubid) AND d.deptype <> 'n'
            )
            """;

    private static final String FOUND = """
            , found AS (
                SELECT g.schema, d.classid, d.objid, d.objsubid FROM going AS g JOIN pg_catalog.pg_depend AS d ON d.refclassid = g.classid
                    AND d.refobjid = g.objid AND (g.objsubid = 0 OR d.refobjsubid = g.objsubid) AND d.deptype = 'n'
                UNION
                SELECT schema, classid, objid, 0 FROM content
            ), strange AS (
                SELECT f.schema, coalesce(v.refclassid, f.classid) AS classid, coalesce(v.refobjid, f.objid) AS objid,
                    CASE WHEN v.refobjid IS NULL THEN f.objsubid ELSE 0 END AS objsubid
                -- The rule that makes a view goes by the view's name.
                FROM found AS f LEFT JOIN pg_catalog.pg_depend AS v ON v.classid = f.classid AND v.objid = f.objid AND v.deptype = 'i'
                    AND f.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                WHERE NOT EXISTS (SELECT FROM going AS g WHERE g.classid = f.classid AND g.objid = f.objid AND g.objsubid IN (0, f.objsubid))
                    -- Those of partitions belong to one that is listed.
                    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                        WHERE f.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = f.objid AND k.conparentid <> 0)
                UNION
                -- A partition that was attached since: DROP TABLE would take its rows along without a word.
                SELECT g.schema, g.classid, g.objid, 0 FROM going AS g JOIN pg_catalog.pg_class AS c ON c.oid = g.objid AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
                WHERE g.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND g.objsubid = 0
                    AND NOT EXISTS (SELECT FROM root AS r WHERE r.classid = g.classid AND r.objid = g.objid)
            )
            SELECT s.schema, i.type || ' ' || i.identity FROM strange AS s
                CROSS JOIN LATERAL pg_catalog.pg_identify_object(s.classid, s.objid, s.objsubid) AS i ORDER BY 1, 2""";

    private Strangers() {}

    /**
     * Asks.
     *
     * @param things that go together, so that one may need another
     * @return for the name of each that has any, what they are: {@code view public.sales}
     */
    public static Map<String, List<String>> of(Connection connection, List<Stored> things) throws SQLException {
        List<Stored> there =
                things.stream().filter(stored -> !stored.kept().gone()).toList();
        List<String> schemas = new ArrayList<>();
        List<String> own = new ArrayList<>();
        List<Stored> hidden = there.stream()
                .filter(stored -> stored.kept().way() == QuarantineWay.RENAMED)
                .toList();
        for (Stored stored : there) {
            if (hidden.contains(stored)) {
                continue;
            }
            // A schema that holds nothing of its own is looked into as well.
            List<String> names = stored.ownNames().isEmpty() ? List.of("") : stored.ownNames();
            names.forEach(name -> {
                schemas.add(stored.kept().name());
                own.add(name);
            });
        }
        return OwnSettings.uncompiled(connection, () -> ask(connection, schemas, own, hidden));
    }

    private static Map<String, List<String>> ask(
            Connection connection, List<String> schemas, List<String> own, List<Stored> hidden) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GOING + FOUND)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            statement.setArray(2, connection.createArrayOf("text", own.toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text",
                            hidden.stream().map(stored -> stored.kept().name()).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", hidden.stream().map(Stored::hiddenName).toArray()));
            return read(statement);
        }
    }

    /** What is in the schema of something that is not there any more. */
    public static List<String> left(Connection connection, Stored stored) throws SQLException {
        String sql = """
                SELECT DISTINCT n.nspname, i.type || ' ' || i.identity FROM pg_catalog.pg_namespace AS n
                    JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = n.oid AND d.deptype = 'n'
                    CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, 0) AS i
                WHERE n.nspname = ? ORDER BY 2""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, stored.kept().name());
            return read(statement).getOrDefault(stored.kept().name(), List.of());
        }
    }

    private static Map<String, List<String>> read(PreparedStatement statement) throws SQLException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return found;
    }

    /** The tables of its own that are there, quoted; what is a partition of one of them goes with that. */
    public static List<String> tables(Connection connection, Stored stored) throws SQLException {
        String sql = """
                SELECT n.nspname, pg_catalog.format('%I.%I', n.nspname, c.relname)
                FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND pg_catalog.quote_ident(c.relname) = ANY (?::text[]) AND c.relkind IN ('r', 'p')
                    AND NOT (c.relispartition AND EXISTS (SELECT FROM pg_catalog.pg_inherits AS h JOIN pg_catalog.pg_class AS p ON p.oid = h.inhparent
                        WHERE h.inhrelid = c.oid AND p.relnamespace = n.oid AND pg_catalog.quote_ident(p.relname) = ANY (?::text[])))
                ORDER BY c.oid""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array names = connection.createArrayOf("text", stored.ownNames().toArray());
            statement.setString(1, stored.kept().name());
            statement.setArray(2, names);
            statement.setArray(3, names);
            return read(statement).getOrDefault(stored.kept().name(), List.of());
        }
    }
}
