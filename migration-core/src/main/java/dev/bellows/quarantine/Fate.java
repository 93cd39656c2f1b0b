package dev.bellows.quarantine;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.QuarantineWay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has become of something that a migration dropped when it was last applied, or its down when that last ran.
 *
 * @param object the table or column as it was
 * @param checksum of the migration's file when it was last applied; null when that is not known
 * @param back when it was brought back; null when it was not
 * @param purged whether it was thrown away
 */
public record Fate(
        MigrationLabel migration,
        String object,
        @Nullable String checksum,
        QuarantineWay way,
        @Nullable Instant back,
        boolean purged) {
    /**
     * All that migrations dropped which have not been reverted since, in order.
     *
     * @param down rather what downs dropped, of migrations that have not been applied since
     */
    public static List<Fate> all(Connection connection, LedgerTables tables, boolean down) throws SQLException {
        return OwnSettings.uncompiled(connection, () -> read(connection, tables, down));
    }

    private static List<Fate> read(Connection connection, LedgerTables tables, boolean down) throws SQLException {
        String sql = """
                WITH evidence AS (
                    SELECT position, owner, version, event, at, evidence::json AS json FROM {ledger}
                    WHERE evidence IS NOT NULL AND event IN ('applied', 'reverted', 'restored', 'purged')
                ), back AS (
                    SELECT at, pg_catalog.json_array_elements_text(json -> 'restored') AS schema FROM evidence
                ), purged AS (
                    SELECT pg_catalog.json_array_elements_text(json -> 'purged') AS schema FROM evidence
                )
                SELECT e.owner, e.version, i.item ->> 'object', i.item ->> 'way',
                    (SELECT min(b.at) FROM back AS b WHERE b.schema = i.item ->> 'schema'),
                    EXISTS (SELECT FROM purged AS p WHERE p.schema = i.item ->> 'schema'),
                    (SELECT a.checksum FROM {ledger} AS a WHERE a.owner = e.owner AND a.version = e.version AND a.event = 'applied'
                        AND a.position <= e.position ORDER BY a.position DESC LIMIT 1)
                FROM evidence AS e
                    CROSS JOIN LATERAL pg_catalog.json_array_elements(e.json -> 'quarantined') WITH ORDINALITY AS i(item, number)
                WHERE e.event = ? AND NOT EXISTS (SELECT FROM {ledger} AS r
                    WHERE r.owner = e.owner AND r.version = e.version AND r.event = ? AND r.position > e.position)
                ORDER BY e.position, i.number""";
        List<Fate> found = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(tables.gate().named(sql))) {
            statement.setString(1, down ? "reverted" : "applied");
            statement.setString(2, down ? "applied" : "reverted");
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    @Nullable OffsetDateTime back = row.getObject(5, OffsetDateTime.class);
                    found.add(new Fate(
                            new MigrationLabel(row.getString(1), row.getString(2)),
                            row.getString(3),
                            row.getString(7),
                            QuarantineWay.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                            back == null ? null : back.toInstant(),
                            row.getBoolean(6)));
                }
            }
        }
        return found;
    }
}
