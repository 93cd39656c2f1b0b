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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What waits, as the ledger says: what entries kept, without what others brought back or threw away. */
public final class Inventory {
    /** How long what is dropped is kept, unless {@code purge} says otherwise. */
    public static final Duration USUAL_AGE = Duration.ofDays(30);

    private Inventory() {}

    /** All that waits, the newest first. */
    public static List<Stored> all(Connection connection, LedgerTables tables) throws SQLException {
        String sql = """
                WITH evidence AS (
                    SELECT position, owner, version, direction, at, evidence::json AS json FROM {ledger}
                    -- That of a gate holds a person's words, which not every database can hold as JSON.
                    WHERE evidence IS NOT NULL AND event IN ('applied', 'reverted', 'restored', 'purged')
                ), gone AS (
                    SELECT pg_catalog.json_array_elements_text(json -> 'restored') AS schema FROM evidence
                    UNION ALL SELECT pg_catalog.json_array_elements_text(json -> 'purged') FROM evidence
                )
                SELECT i.item ->> 'schema', i.item ->> 'object', e.owner, e.version, e.direction = 'down', i.item ->> 'way',
                    i.item ->> 'place', (i.item ->> 'rows')::bigint, CASE WHEN i.item ->> 'way' NOT IN ('renamed', 'defined') THEN
                        (SELECT coalesce(sum(pg_catalog.pg_total_relation_size(c.oid)), 0)::bigint FROM pg_catalog.pg_class AS c
                            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                            WHERE n.nspname = i.item ->> 'schema' AND c.relkind IN ('r', 'm')) END,
                    e.at, ARRAY(SELECT pg_catalog.json_array_elements_text(i.item -> 'lost')), i.item ->> 'table',
                    ARRAY(SELECT m ->> 'sql' FROM pg_catalog.json_array_elements(i.item -> 'restore') AS m),
                    ARRAY(SELECT (m ->> 'needed')::boolean FROM pg_catalog.json_array_elements(i.item -> 'restore') AS m),
                    ARRAY(SELECT m ->> 'what' FROM pg_catalog.json_array_elements(i.item -> 'restore') AS m),
                    (SELECT a.checksum FROM {ledger} AS a WHERE a.owner = e.owner AND a.version = e.version AND a.event = 'applied'
                        AND a.position <= e.position ORDER BY a.position DESC LIMIT 1),
                    coalesce((i.item ->> 'counted')::boolean, false)
                FROM evidence AS e
                    CROSS JOIN LATERAL pg_catalog.json_array_elements(e.json -> 'quarantined') WITH ORDINALITY AS i(item, number)
                WHERE i.item ->> 'schema' NOT IN (SELECT g.schema FROM gone AS g)
                ORDER BY e.position DESC, i.number""";
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
                row.getBoolean(17),
                bytes,
                since,
                since.plus(USUAL_AGE),
                List.of((String[]) row.getArray(11).getArray()));
        String[] sql = (String[]) row.getArray(13).getArray();
        Boolean[] needed = booleans(row.getArray(14));
        String[] what = (String[]) row.getArray(15).getArray();
        List<Mend> mends = new ArrayList<>();
        for (int i = 0; i < sql.length; i++) {
            mends.add(new Mend(sql[i], needed[i], what[i]));
        }
        return new Stored(kept, row.getString(12), row.getString(16), mends);
    }

    private static Boolean[] booleans(Array array) throws SQLException {
        return (Boolean[]) array.getArray();
    }
}
