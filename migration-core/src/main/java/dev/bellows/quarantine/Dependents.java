package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What CASCADE takes along, as the server would find it, beyond what belongs to the dropped things themselves. */
final class Dependents {
    /** What can be done about it. */
    private enum Sort {
        CONSTRAINT,
        INDEX,
        STATISTICS,
        TRIGGER,
        RULE,
        POLICY,
        PUBLICATION,
        DEFAULT,
        /** It holds no data, and does not come back. */
        LOST,
        /** It holds data, or nobody knows. */
        HELD
    }

    /** An object, and as DROP names it: {@code view public.v}. */
    private record Dependent(long oid, String type, String identity) {}

    private static final Pattern COLUMN = Pattern.compile("(.+)\\.(\"(?:[^\"]|\"\")*\"|[^\".]+)", Pattern.DOTALL);

    private final Map<Sort, List<Dependent>> found = new EnumMap<>(Sort.class);

    private Dependents() {}

    /**
     * Asks.
     *
     * @param tables that go, or tables of columns that go
     * @param columns the number of each table's column; 0 where the whole table goes
     * @param together other tables that go at the same time
     */
    static Dependents of(Connection connection, List<Long> tables, List<Integer> columns, List<Long> together)
            throws SQLException {
        String sql = """
                WITH RECURSIVE start AS (
                    SELECT 'pg_class'::regclass::oid AS classid, s.oid AS objid, s.number AS objsubid FROM unnest(?::oid[], ?::int[]) AS s(oid, number)
                ), gone AS (
                    SELECT * FROM start
                    UNION
                    SELECT next.* FROM gone AS g CROSS JOIN LATERAL (
                        SELECT d.classid, d.objid, d.objsubid FROM pg_depend AS d
                        WHERE d.refclassid = g.classid AND d.refobjid = g.objid AND (g.objsubid = 0 OR d.refobjsubid = g.objsubid)
                        UNION ALL
                        SELECT d.refclassid, d.refobjid, d.refobjsubid FROM pg_depend AS d
                        WHERE d.classid = g.classid AND d.objid = g.objid AND d.objsubid = g.objsubid AND d.deptype = 'i'
                    ) AS next
                ), object AS (
                    SELECT g.*, c.relkind, coalesce(x.indrelid, k.conrelid, t.tgrelid, w.ev_class, p.polrelid, f.adrelid, s.stxrelid,
                        r.prrelid, y.typrelid, CASE WHEN g.objsubid > 0 THEN g.objid END) AS relation
                    FROM (SELECT DISTINCT * FROM gone) AS g
                        LEFT JOIN pg_class AS c ON g.classid = 'pg_class'::regclass AND c.oid = g.objid
                        LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
                        LEFT JOIN pg_constraint AS k ON g.classid = 'pg_constraint'::regclass AND k.oid = g.objid
                        LEFT JOIN pg_trigger AS t ON g.classid = 'pg_trigger'::regclass AND t.oid = g.objid
                        LEFT JOIN pg_rewrite AS w ON g.classid = 'pg_rewrite'::regclass AND w.oid = g.objid
                        LEFT JOIN pg_policy AS p ON g.classid = 'pg_policy'::regclass AND p.oid = g.objid
                        LEFT JOIN pg_attrdef AS f ON g.classid = 'pg_attrdef'::regclass AND f.oid = g.objid
                        LEFT JOIN pg_statistic_ext AS s ON g.classid = 'pg_statistic_ext'::regclass AND s.oid = g.objid
                        LEFT JOIN pg_publication_rel AS r ON g.classid = 'pg_publication_rel'::regclass AND r.oid = g.objid
                        LEFT JOIN pg_type AS e ON g.classid = 'pg_type'::regclass AND e.oid = g.objid
                        LEFT JOIN pg_type AS y ON y.oid = CASE WHEN e.typcategory = 'A' THEN e.typelem ELSE e.oid END AND y.typrelid <> 0
                ), elsewhere AS (
                    SELECT o.* FROM object AS o
                    WHERE (o.classid, o.objid, o.objsubid) NOT IN (SELECT classid, objid, objsubid FROM start)
                        AND o.relkind IS DISTINCT FROM 'S' AND o.relkind IS DISTINCT FROM 't'
                        -- What belongs to a relation that goes itself goes with it.
                        AND (o.relation IS NULL OR o.relation NOT IN (
                            SELECT w.objid FROM gone AS w WHERE w.classid = 'pg_class'::regclass AND w.objsubid = 0
                            UNION ALL SELECT unnest(?::oid[])))
                        -- Internal triggers, and parts of constraints of partitioned tables, belong to what is listed.
                        AND NOT EXISTS (SELECT FROM pg_trigger AS t WHERE o.classid = 'pg_trigger'::regclass AND t.oid = o.objid AND (t.tgisinternal
                            -- Ours, of a copy in batches, end before the column goes.
                            OR EXISTS (SELECT FROM pg_proc AS h WHERE h.oid = t.tgfoid AND h.proname = 'bellows_changed')))
                        AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE o.classid = 'pg_constraint'::regclass AND k.oid = o.objid
                            AND k.conparentid <> 0)
                        -- So do defaults of the columns, and what stands for them in the row type.
                        AND NOT EXISTS (SELECT FROM pg_attrdef AS d JOIN start AS s ON s.objid = d.adrelid AND s.objsubid = d.adnum
                            WHERE o.classid = 'pg_attrdef'::regclass AND d.oid = o.objid)
                )
                SELECT CASE e.classid
                        WHEN 'pg_constraint'::regclass THEN 'CONSTRAINT'
                        WHEN 'pg_statistic_ext'::regclass THEN 'STATISTICS'
                        WHEN 'pg_trigger'::regclass THEN 'TRIGGER'
                        WHEN 'pg_rewrite'::regclass THEN 'RULE'
                        WHEN 'pg_policy'::regclass THEN 'POLICY'
                        WHEN 'pg_publication_rel'::regclass THEN 'PUBLICATION'
                        WHEN 'pg_attrdef'::regclass THEN 'DEFAULT'
                        WHEN 'pg_proc'::regclass THEN 'LOST'
                        WHEN 'pg_class'::regclass THEN CASE WHEN e.objsubid > 0 THEN 'HELD' WHEN e.relkind IN ('v', 'm') THEN 'LOST'
                            WHEN e.relkind IN ('i', 'I') THEN 'INDEX' ELSE 'HELD' END
                        ELSE 'HELD' END,
                    e.objid::bigint, i.type, i.identity
                FROM elsewhere AS e CROSS JOIN LATERAL pg_identify_object(e.classid, e.objid, e.objsubid) AS i
                ORDER BY e.objid, e.objsubid""";
        Dependents dependents = new Dependents();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("oid", tables.toArray()));
            statement.setArray(2, connection.createArrayOf("int4", columns.toArray()));
            statement.setArray(3, connection.createArrayOf("oid", together.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    dependents
                            .found
                            .computeIfAbsent(Sort.valueOf(row.getString(1)), sort -> new ArrayList<>())
                            .add(new Dependent(row.getLong(2), row.getString(3), row.getString(4)));
                }
            }
        }
        return dependents;
    }

    /**
     * What holds data is not given up because something else is dropped.
     *
     * @param table whether that is a table, so that columns elsewhere hold its rows
     * @throws CannotQuarantineException when there is such a thing
     */
    void requireNoData(String object, boolean table) {
        List<Dependent> held = found.getOrDefault(Sort.HELD, List.of());
        if (!held.isEmpty()) {
            throw new CannotQuarantineException(
                    "CASCADE would take "
                            + held.stream()
                                    .map(each -> each.type().replace("table column", "column") + " " + each.identity())
                                    .collect(Collectors.joining(", "))
                            + " along with " + object,
                    table && held.stream().allMatch(each -> each.type().equals("table column"))
                            ? otherType(held)
                            : byName(held) + giveUp(held));
        }
    }

    private static String byName(List<Dependent> held) {
        return "drop " + (held.size() == 1 ? "it by its name" : "them by their names")
                + " first, in a statement of the file";
    }

    /** A column that holds the table's rows cannot be copied without their type. */
    private static String otherType(List<Dependent> held) {
        return "first, in the file or before it, keep the values without the table's row type: "
                + held.stream()
                        .map(each -> COLUMN.matcher(each.identity())
                                .replaceFirst("ALTER TABLE $1 ALTER COLUMN $2 TYPE text"))
                        .collect(Collectors.joining("; "))
                + "; and leave CASCADE out" + giveUp(held);
    }

    private static String giveUp(List<Dependent> held) {
        return "; or give " + (held.size() == 1 ? "it" : "them") + " up with '-- bellows:quarantine off'";
    }

    /**
     * Remembers what can be made again.
     *
     * @param known identifiers of those that are remembered already
     */
    void define(Definitions definitions, Set<Long> known) throws SQLException {
        definitions.publications(oids(Sort.PUBLICATION, known));
        definitions.defaults(oids(Sort.DEFAULT, known));
        definitions.indexes(oids(Sort.INDEX, known));
        definitions.propertiesOfIndexes(oids(Sort.INDEX, known));
        definitions.statistics(oids(Sort.STATISTICS, known));
        definitions.constraints(oids(Sort.CONSTRAINT, known));
        definitions.policies(oids(Sort.POLICY, known));
        definitions.rules(oids(Sort.RULE, known));
        definitions.triggers(oids(Sort.TRIGGER, known));
    }

    private List<Long> oids(Sort sort, Set<Long> known) {
        return found.getOrDefault(sort, List.of()).stream()
                .map(Dependent::oid)
                .filter(oid -> !known.contains(oid))
                .toList();
    }

    /**
     * Announces what cannot.
     *
     * @param drop whether that does not go by itself
     */
    void lose(Pieces pieces, boolean drop) {
        for (Dependent lost : found.getOrDefault(Sort.LOST, List.of())) {
            if (drop) {
                pieces.take(
                        "DROP " + lost.type().toUpperCase(Locale.ROOT) + " IF EXISTS " + lost.identity() + " CASCADE");
            }
            pieces.lose(lost.type() + " " + lost.identity());
        }
    }
}
