package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.quarantine.ColumnPlace;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Stored;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that people have renamed or moved since: it has its former name while a column of it comes back, as the statements of
 * the restore name it. What has that name now stands aside meanwhile; all in one transaction.
 *
 * @param schema in which it is now
 * @param now the table's name with its schema, quoted where it must be
 * @param take gives it its former name, in order
 * @param give gives it its own again
 */
record FormerName(String schema, String now, List<String> take, List<String> give) {
    private static final String ASIDE = "bellows_aside";
    private static final String BETWEEN = "bellows_between";

    /** A column's place in its table tells that it is the same one: nothing else has a dropped column there. */
    private static final String TABLE = """
            SELECT n.nspname, c.relname, o.nspname AS old_schema, o.relname AS old_name, r.oid IS NOT NULL AS taken
            FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                CROSS JOIN LATERAL (SELECT p[1] AS nspname, p[2] AS relname FROM pg_catalog.parse_ident(?) AS p) AS o
                LEFT JOIN pg_catalog.pg_class AS r ON r.oid = pg_catalog.to_regclass(?)
            WHERE CASE WHEN ?::text IS NULL THEN a.attrelid = ?::oid AND a.attnum = ? AND a.attisdropped
                    ELSE a.attname = ? AND NOT a.attisdropped AND a.attinhcount = 0 END
                AND (n.nspname, c.relname) <> (o.nspname, o.relname)""";

    /**
     * Asks; null where it still has its name, or is not there.
     *
     * @throws RefusedException when it waits itself
     */
    static @Nullable FormerName of(Session session, LedgerTables tables, Stored stored) throws SQLException {
        @Nullable FormerName found = find(session, stored);
        if (found != null && found.waits(session, tables)) {
            throw refused(stored, found.schema);
        }
        return found;
    }

    /** What a plan foresees: a table that waits itself comes back before its columns, under the name that they know. */
    static @Nullable FormerName planned(Session session, LedgerTables tables, Stored stored) throws SQLException {
        @Nullable FormerName found = find(session, stored);
        return found == null || found.waits(session, tables) ? null : found;
    }

    private static @Nullable FormerName find(Session session, Stored stored) throws SQLException {
        @Nullable ColumnPlace place = stored.column();
        if (place == null) {
            return null;
        }
        try (PreparedStatement statement = session.connection().prepareStatement(TABLE)) {
            @Nullable String hidden = stored.kept().way() == QuarantineWay.RENAMED ? hidden(stored) : null;
            statement.setString(1, stored.table());
            statement.setString(2, stored.table());
            statement.setString(3, hidden);
            statement.setLong(4, place.table());
            statement.setInt(5, place.number());
            statement.setString(6, hidden);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                return read(row);
            }
        }
    }

    private boolean waits(Session session, LedgerTables tables) throws SQLException {
        return Inventory.all(session.connection(), tables).stream()
                .anyMatch(other -> other.kept().name().equals(schema));
    }

    /** A table that waits itself has to come back first: the rows of another one that has its name are not those of the values. */
    private static RefusedException refused(Stored stored, String schema) {
        String name = stored.kept().name();
        return new RefusedException(
                List.of(Refusal.of(
                        "cannot-restore",
                        stored.kept().migration(),
                        stored.kept().object(),
                        "its table waits too, as " + schema + "; what is called " + stored.table()
                                + " now, if anything, is another one",
                        "nothing was changed; bring its table back first: bellows quarantine restore " + schema
                                + "; then run again: bellows quarantine restore " + name
                                + "; or read it where it waits: "
                                + stored.kept().place())),
                Report.EMPTY);
    }

    private static String hidden(Stored stored) {
        String quoted = stored.kept().place().substring(stored.table().length() + 1);
        return quoted.startsWith("\"")
                ? quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"")
                : quoted;
    }

    private static FormerName read(ResultSet row) throws SQLException {
        String schema = row.getString(1);
        String name = row.getString(2);
        String oldSchema = row.getString(3);
        String oldName = row.getString(4);
        List<String> take = new ArrayList<>();
        List<String> give = new ArrayList<>();
        if (row.getBoolean(5)) {
            take.add(rename(oldSchema, oldName, ASIDE));
        }
        take.add(rename(schema, name, BETWEEN));
        give.add(rename(oldSchema, oldName, BETWEEN));
        if (!schema.equals(oldSchema)) {
            take.add(move(schema, BETWEEN, oldSchema));
            give.add(move(oldSchema, BETWEEN, schema));
        }
        take.add(rename(oldSchema, BETWEEN, oldName));
        give.add(rename(schema, BETWEEN, name));
        if (row.getBoolean(5)) {
            give.add(rename(oldSchema, ASIDE, oldName));
        }
        return new FormerName(schema, Sql.quote(schema, name), take, give);
    }

    private static String rename(String schema, String from, String to) {
        return "ALTER TABLE " + Sql.quote(schema, from) + " RENAME TO " + Sql.quote(to);
    }

    private static String move(String schema, String name, String to) {
        return "ALTER TABLE " + Sql.quote(schema, name) + " SET SCHEMA " + Sql.quote(to);
    }
}
