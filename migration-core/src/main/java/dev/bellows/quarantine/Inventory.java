package dev.bellows.quarantine;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.Kept;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.QuarantineWay;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits, as the ledger says: what entries kept, without what others brought back or threw away. */
public final class Inventory {
    /** How long what is dropped is kept, unless {@code purge} says otherwise. */
    public static final Duration USUAL_AGE = Duration.ofDays(30);

    /**
     * Whether a column {@code i} that came back now would stand behind one that was not before it. Its number there says that
     * the table is still the same; one that came back since has the number that it had. A table from a dump has other numbers.
     */
    private static final String OVERTAKEN = """
            CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute AS own WHERE own.attrelid = i.relation AND own.attnum = i.number AND own.attisdropped)
            THEN EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = i.relation AND NOT a.attisdropped
                AND coalesce((SELECT min(b.number) FROM taken AS b JOIN back ON back.schema = b.item ->> 'schema' AND back.position > i.position
                    WHERE b.relation = i.relation AND b.item ->> 'object' = (b.item ->> 'table') || '.' || pg_catalog.quote_ident(a.attname)), a.attnum)
                    > i.number)
            ELSE EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = pg_catalog.to_regclass(i.item ->> 'table') AND NOT a.attisdropped
                AND pg_catalog.quote_ident(a.attname) IN (SELECT pg_catalog.json_array_elements_text(i.item -> 'following')))
            END""";

    /** Whether an item {@code i} is where it was put: people can drop it there. The name of a renamed column is its own alone. */
    private static final String THERE = """
            CASE WHEN i.item ->> 'way' = 'renamed'
            THEN EXISTS (SELECT FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
                WHERE NOT a.attisdropped
                    AND a.attname = (pg_catalog.parse_ident(substr(i.item ->> 'place', length(i.item ->> 'table') + 2)))[1])
            WHEN i.item ->> 'way' = 'needed' AND i.item ->> 'object' = 'extension ' || (i.item ->> 'place')
            THEN EXISTS (SELECT FROM pg_catalog.pg_extension AS e WHERE pg_catalog.quote_ident(e.extname) = i.item ->> 'place')
            ELSE EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = i.item ->> 'schema'
                AND (i.item ->> 'way' NOT IN ('moved', 'copied') OR EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.relnamespace = n.oid
                    AND i.item ->> 'place' = pg_catalog.concat('"', pg_catalog.replace(n.nspname, '"', '""'), '".', pg_catalog.quote_ident(c.relname)))))
            END""";

    /** Of a table {@code i} with its partitions, those that people have dropped where they wait, by what brings each back. */
    private static final String GONE = """
            ARRAY(SELECT r.each ->> 'sql' FROM pg_catalog.json_array_elements(i.item -> 'restore') AS r(each)
                    CROSS JOIN LATERAL (SELECT pg_catalog.format('ALTER TABLE %I.', i.item ->> 'schema') AS begins) AS b
                -- In this order: what is no name is an error before PostgreSQL 16.
                WHERE CASE WHEN (r.each ->> 'sql') LIKE '% SET SCHEMA %' AND pg_catalog.strpos(r.each ->> 'sql', begins) = 1
                    THEN pg_catalog.to_regclass(pg_catalog.substr(pg_catalog.regexp_replace(r.each ->> 'sql', ' SET SCHEMA .*$', ''), 13)) IS NULL
                    ELSE false END)""";

    private Inventory() {}

    /** All that waits, the newest first. */
    public static List<Stored> all(Connection connection, LedgerTables tables) throws SQLException {
        return ever(connection, tables)
                ? OwnSettings.uncompiled(connection, () -> read(connection, tables))
                : List.of();
    }

    /** Whether anything was ever kept: of most ledgers nothing was, and each migration asks. */
    public static boolean ever(Connection connection, LedgerTables tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        tables.gate()
                                .named(
                                        "SELECT EXISTS (SELECT FROM {ledger} WHERE evidence IS NOT NULL AND event IN ('applied', 'reverted'))"));
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<Stored> read(Connection connection, LedgerTables tables) throws SQLException {
        String sql =
                """
                WITH evidence AS (
                    SELECT position, owner, version, direction, at, evidence::json AS json FROM {ledger}
                    -- That of a gate holds a person's words, which not every database can hold as JSON.
                    WHERE evidence IS NOT NULL AND event IN ('applied', 'reverted', 'restored', 'purged')
                ), back AS (
                    SELECT position, pg_catalog.json_array_elements_text(json -> 'restored') AS schema FROM evidence
                ), gone AS (
                    SELECT schema FROM back UNION ALL SELECT pg_catalog.json_array_elements_text(json -> 'purged') FROM evidence
                ), taken AS (
                    SELECT e.*, i.number AS ord, i.item, (i.item ->> 'oid')::bigint AS relation, (i.item ->> 'number')::int AS number
                    FROM evidence AS e CROSS JOIN LATERAL pg_catalog.json_array_elements(e.json -> 'quarantined') WITH ORDINALITY AS i(item, number)
                )
                SELECT i.item ->> 'schema', i.item ->> 'object', i.owner, i.version, i.direction = 'down', i.item ->> 'way',
                    i.item ->> 'place', (i.item ->> 'rows')::bigint, CASE WHEN i.item ->> 'way' NOT IN ('renamed', 'defined') THEN
                        (SELECT coalesce(sum(pg_catalog.pg_total_relation_size(c.oid)), 0)::bigint FROM pg_catalog.pg_class AS c
                            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                            WHERE n.nspname = i.item ->> 'schema' AND c.relkind IN ('r', 'm')) END,
                    i.at, ARRAY(SELECT pg_catalog.json_array_elements_text(i.item -> 'lost')), i.item ->> 'table',
                    mends.sql, mends.needed, mends.what,
                    (SELECT a.checksum FROM {ledger} AS a WHERE a.owner = i.owner AND a.version = i.version AND a.event = 'applied'
                        AND a.position <= i.position ORDER BY a.position DESC LIMIT 1),
                    i.relation, i.number, ARRAY(SELECT pg_catalog.json_array_elements_text(i.item -> 'following')), i.item ->> 'way' IN ('copied', 'defined') AND ({overtaken}),
                    coalesce((i.item ->> 'counted')::boolean, false), NOT {there},
                    CASE WHEN i.item ->> 'way' = 'moved' THEN {gone} ELSE '{}' END
                FROM taken AS i CROSS JOIN LATERAL (
                    SELECT coalesce(pg_catalog.array_agg(m.each ->> 'sql' ORDER BY m.position, m.number), '{}') AS sql,
                        coalesce(pg_catalog.array_agg(coalesce((m.each ->> 'needed')::boolean, false) ORDER BY m.position, m.number), '{}') AS needed,
                        coalesce(pg_catalog.array_agg(m.each ->> 'what' ORDER BY m.position, m.number), '{}') AS what
                    FROM (
                        SELECT 0 AS position, r.number, r.each FROM pg_catalog.json_array_elements(i.item -> 'restore') WITH ORDINALITY AS r(each, number)
                        UNION ALL
                        -- What came back before and needs this as well.
                        SELECT e.position, p.number, p.each FROM evidence AS e
                            CROSS JOIN LATERAL pg_catalog.json_array_elements(e.json -> 'pending') WITH ORDINALITY AS p(each, number)
                        WHERE p.each ->> 'with' = i.item ->> 'schema'
                    ) AS m
                ) AS mends
                WHERE i.item ->> 'schema' NOT IN (SELECT g.schema FROM gone AS g)
                ORDER BY i.position DESC, i.ord""".replace("{overtaken}", OVERTAKEN).replace("{there}", THERE).replace("{gone}", GONE);
        List<Stored> found = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(tables.gate().named(sql));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(read(row));
            }
        }
        return found;
    }

    /**
     * What else the entries dropped by name that kept these, each in a phrase: nothing keeps it.
     *
     * @param names in quarantine
     */
    public static List<String> alsoDropped(Connection connection, LedgerTables tables, List<String> names)
            throws SQLException {
        String sql = """
                WITH evidence AS (
                    SELECT position, owner, version, direction, evidence::json AS json FROM {ledger}
                    WHERE evidence IS NOT NULL AND event IN ('applied', 'reverted')
                ), kept AS (
                    SELECT e.* FROM evidence AS e
                    WHERE EXISTS (SELECT FROM pg_catalog.json_array_elements(e.json -> 'quarantined') AS i(item) WHERE i.item ->> 'schema' = ANY (?))
                )
                SELECT d.phrase FROM evidence AS e
                    CROSS JOIN LATERAL pg_catalog.json_array_elements_text(e.json -> 'alsoDropped') WITH ORDINALITY AS d(phrase, number)
                -- Of a file without a transaction, each statement has an entry, and several runs may have got it to its end.
                WHERE EXISTS (SELECT FROM kept AS k WHERE k.owner = e.owner AND k.version = e.version
                    AND k.direction IS NOT DISTINCT FROM e.direction
                    AND NOT EXISTS (SELECT FROM {ledger} AS o WHERE o.owner = e.owner AND o.version = e.version
                        AND o.event IN ('applied', 'reverted') AND o.direction <> e.direction
                        AND o.position BETWEEN least(e.position, k.position) AND greatest(e.position, k.position)))
                ORDER BY e.position, d.number""";
        List<String> phrases = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(tables.gate().named(sql))) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    phrases.add(row.getString(1));
                }
            }
        }
        return phrases;
    }

    /** The highest number in a name that anything in quarantine ever had; 0 when nothing had one. */
    public static long lastNumber(Connection connection, LedgerTables tables) throws SQLException {
        String prefix = tables.quarantine(0).number().replaceFirst("0$", "");
        String sql = """
                SELECT i.item ->> 'schema' FROM {ledger} CROSS JOIN LATERAL pg_catalog.json_array_elements(evidence::json -> 'quarantined') AS i(item)
                WHERE evidence IS NOT NULL AND event IN ('applied', 'reverted')
                UNION ALL SELECT evidence::json #>> '{copying,schema}' FROM {ledger} WHERE evidence IS NOT NULL AND event = 'copying'""";
        long last = 0;
        try (PreparedStatement statement =
                        connection.prepareStatement(tables.gate().named(sql));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String name = row.getString(1);
                String number = name.startsWith(prefix)
                        ? name.substring(prefix.length()).replaceAll("_.*", "")
                        : "";
                last = number.matches("[0-9]{1,18}") ? Math.max(last, Long.parseLong(number)) : last;
            }
        }
        return last;
    }

    private static Stored read(ResultSet row) throws SQLException {
        Instant since = row.getObject(10, OffsetDateTime.class).toInstant();
        @Nullable Long bytes = row.getObject(9, Long.class);
        Kept kept = new Kept(
                row.getString(1),
                row.getString(2),
                new MigrationLabel(row.getString(3), row.getString(4)),
                row.getBoolean(5),
                QuarantineWay.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                row.getString(7),
                row.getLong(8),
                row.getBoolean(21),
                bytes,
                since,
                since.plus(USUAL_AGE),
                List.of((String[]) row.getArray(11).getArray()),
                row.getBoolean(22));
        String[] sql = (String[]) row.getArray(13).getArray();
        Boolean[] needed = booleans(row.getArray(14));
        String[] what = (String[]) row.getArray(15).getArray();
        // What was postponed may be its own as well.
        Set<Mend> mends = new LinkedHashSet<>();
        for (int i = 0; i < sql.length; i++) {
            mends.add(new Mend(sql[i], needed[i], what[i]));
        }
        @Nullable
        ColumnPlace column = row.getObject(17) == null
                ? null
                : new ColumnPlace(row.getLong(17), row.getInt(18), List.of((String[])
                        row.getArray(19).getArray()));
        Stored stored = new Stored(kept, row.getString(12), column, row.getString(16), List.copyOf(mends))
                .without(List.of((String[]) row.getArray(23).getArray()));
        return row.getBoolean(20) ? stored.losing(ColumnPlace.COMES_LAST) : stored;
    }

    private static Boolean[] booleans(Array array) throws SQLException {
        return (Boolean[]) array.getArray();
    }
}
