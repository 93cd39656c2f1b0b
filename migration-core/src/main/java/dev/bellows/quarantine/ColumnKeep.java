package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Keeps a column: its values are copied before it is dropped, or it stays under another name. */
final class ColumnKeep {
    private static final int LONGEST_NAME = 63;

    private ColumnKeep() {}

    /**
     * Its values are copied with the key of their rows; the statement itself runs.
     *
     * @param fresh a schema for it, unless it is being copied to another one
     * @param big whether that takes too long for the statement's own transaction
     */
    static Keep copied(
            Connection connection, Column column, String fresh, String statement, boolean cascade, BigColumns big)
            throws SQLException {
        requireNoHeirs(column);
        boolean values = !column.generated() && !(column.key().isEmpty() && empty(connection, column));
        if (values) {
            requireCopyable(column);
        }
        @Nullable BatchedCopy copy = values ? big.copy(connection, column, fresh) : null;
        String schema = copy == null ? fresh : copy.schema();
        String place = Sql.quote(schema) + "." + column.own();
        Pieces pieces = Pieces.inOrder();
        ColumnPieces properties = new ColumnPieces(connection, column, pieces);
        pieces.take(Quarantine.lock(column.table()));
        if (copy == null) {
            pieces.take("CREATE SCHEMA " + Sql.quote(schema));
        } else {
            copy.end().forEach(pieces::take);
        }
        if (column.generated()) {
            properties.generated();
        } else {
            if (properties.ownsSequences()) {
                // Without its sequences it could be dropped although somebody else uses those.
                trial(pieces, statement);
            }
            properties.sequences(schema);
            if (values && copy == null) {
                copy(column, place, publishedAtOnce(connection), pieces);
            }
            if (column.asText() && ofDomain(connection, column)) {
                // The copy holds text, and so nothing there would need the domain that has to be there again.
                pieces.take("CREATE TABLE " + Sql.quote(schema) + "." + Stored.ITS_TYPE + " AS SELECT " + column.name()
                        + " FROM " + column.table() + " WITH NO DATA");
            }
            // Rows that are there cannot get a column whose domain forbids NULL.
            String type = takesNull(connection, column) ? column.type() : base(connection, column);
            pieces.back(add(column, type), true, column.object());
            if (values) {
                Mend back = Values.back(column, place, type);
                pieces.back(back.sql(), back.needed(), back.what());
            }
            if (!type.equals(column.type())) {
                pieces.back(
                        "ALTER TABLE " + column.table() + " ALTER COLUMN " + column.name() + " TYPE " + column.type(),
                        false,
                        "its type " + column.type());
            }
        }
        properties.places();
        properties.remembered(cascade);
        properties.identity(schema, publishedAtOnce(connection));
        return new Keep(
                column.object(),
                column.table(),
                values ? QuarantineWay.COPIED : QuarantineWay.DEFINED,
                schema,
                values ? place : Sql.quote(schema),
                pieces.before(),
                false,
                pieces.restore(),
                pieces.lost(),
                values ? column.rows() : 0,
                false,
                copy,
                column.place());
    }

    private static void trial(Pieces pieces, String statement) {
        pieces.take("SAVEPOINT bellows_trial");
        pieces.take(statement);
        pieces.take("ROLLBACK TO SAVEPOINT bellows_trial");
    }

    static String otherwise(Column column) {
        String lose = "lose its values for good ('-- bellows:quarantine off')";
        return column.fixed() == null
                ? "let the column stay under another name ('-- bellows:quarantine rename' above the first statement), or "
                        + lose
                : lose;
    }

    /** The values of heirs' rows have no key in common. */
    private static void requireNoHeirs(Column column) {
        if (column.heirs()) {
            throw new CannotQuarantineException(
                    "the values of " + column.object()
                            + " cannot be copied: tables inherit it, and no key tells their rows apart",
                    otherwise(column));
        }
    }

    private static void requireCopyable(Column column) {
        String otherwise = otherwise(column);
        String cannot = "the values of " + column.object() + " cannot be copied: ";
        if (column.rowTypeUser() != null) {
            throw new CannotQuarantineException(
                    cannot + column.rowTypeUser() + " holds rows of " + column.table() + ", with values of their own",
                    otherwise);
        }
        if (column.key().isEmpty()) {
            throw new CannotQuarantineException(
                    cannot + "without it " + column.table()
                            + " has no primary key, nor another over columns that are NOT NULL, to tell its rows apart",
                    "give the table a primary key first; or " + otherwise);
        }
    }

    private static void copy(Column column, String place, boolean published, Pieces pieces) {
        String key = String.join(", ", column.key());
        if (column.forced()) {
            // Else an owner would copy only the rows that the policies let him see.
            pieces.take("ALTER TABLE " + column.table() + " NO FORCE ROW LEVEL SECURITY");
        }
        pieces.take("CREATE " + (published ? "UNLOGGED " : "") + "TABLE " + place + " AS SELECT " + key + ", "
                + column.name()
                + (column.asText() ? "::text AS " + column.name() : "") + " FROM " + column.table());
        if (column.forced()) {
            pieces.take("ALTER TABLE " + column.table() + " FORCE ROW LEVEL SECURITY");
        }
        pieces.take("ALTER TABLE " + place + " ADD PRIMARY KEY (" + key + ")");
        if (published) {
            pieces.take("ALTER TABLE " + place + " SET LOGGED");
        }
    }

    /**
     * Whether a publication sends every table from its first row on. Subscribers have none called like the copy, and their apply
     * workers would stop; what is not logged is not sent: https://www.postgresql.org/docs/18/sql-createpublication.html
     */
    static boolean publishedAtOnce(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT EXISTS (SELECT FROM pg_publication WHERE puballtables AND pubinsert)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String add(Column column, String type) {
        return "ALTER TABLE " + column.table() + " ADD COLUMN " + column.name() + " " + type;
    }

    /** Whether its type is a domain of people's own; one of an extension goes with that. */
    private static boolean ofDomain(Connection connection, Column column) throws SQLException {
        String sql = """
                SELECT EXISTS (SELECT FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
                    WHERE a.attrelid = ?::oid AND a.attnum = ? AND t.typtype = 'd' AND NOT EXISTS (SELECT FROM pg_depend AS e
                        WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e'))""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, column.oid());
            statement.setInt(2, column.number());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** What a domain is made of in the end. */
    private static String base(Connection connection, Column column) throws SQLException {
        String sql = """
                WITH RECURSIVE type AS (
                    SELECT t.typtype, t.typbasetype, t.typtypmod, t.oid FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
                    WHERE a.attrelid = ?::oid AND a.attnum = ?
                    UNION ALL
                    SELECT b.typtype, b.typbasetype, b.typtypmod, b.oid FROM type JOIN pg_type AS b ON type.typtype = 'd' AND b.oid = type.typbasetype
                )
                SELECT format_type(d.typbasetype, d.typtypmod) FROM type AS d JOIN pg_type AS b ON b.oid = d.typbasetype AND b.typtype <> 'd'
                WHERE d.typtype = 'd'""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, column.oid());
            statement.setInt(2, column.number());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : column.type();
            }
        }
    }

    /** Whether there is no value to copy; asked only where none could be. */
    private static boolean empty(Connection connection, Column column) throws SQLException {
        if (HiddenRows.of(connection, column.table())) {
            return !HiddenRows.any(connection, column.table());
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT EXISTS (SELECT FROM " + column.table() + " WHERE " + column.name() + " IS NOT NULL)")) {
            row.next();
            return !row.getBoolean(1);
        }
    }

    /** It stays under another name; the statement does not run. */
    static Keep renamed(Connection connection, Column column, String schema, String statement, boolean cascade)
            throws SQLException {
        requireRenamable(connection, column, cascade);
        String hidden = Sql.quote(cut(schema + "_" + column.name().replace("\"", "")));
        String rename = "ALTER TABLE " + column.table() + " RENAME COLUMN ";
        Pieces pieces = Pieces.inOrder();
        pieces.take(Quarantine.lock(column.table()));
        trial(pieces, statement);
        pieces.back(rename + hidden + " TO " + column.name(), true, column.object());
        new ColumnPieces(connection, column, pieces).setAside();
        pieces.take(rename + column.name() + " TO " + hidden);
        return new Keep(
                column.object(),
                column.table(),
                QuarantineWay.RENAMED,
                schema,
                column.table() + "." + hidden,
                pieces.before(),
                true,
                pieces.restore(),
                pieces.lost(),
                column.rows(),
                false,
                null,
                column.place());
    }

    private static void requireRenamable(Connection connection, Column column, boolean cascade) throws SQLException {
        String cannot = column.object() + " cannot stay under another name";
        @Nullable String fixed = column.fixed();
        if (fixed == null && !takesNull(connection, column)) {
            fixed = "its domain forbids NULL";
        }
        if (fixed != null) {
            throw new CannotQuarantineException(
                    cannot + ": " + fixed, "let its values be copied: remove '-- bellows:quarantine rename'");
        }
        if (cascade) {
            throw new CannotQuarantineException(
                    cannot + " where CASCADE is to take what depends on it",
                    "drop what depends on it by name first, and leave CASCADE out");
        }
    }

    /** A domain may forbid NULL in more than one way. */
    private static boolean takesNull(Connection connection, Column column) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT NULL::" + column.type());
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            if (String.valueOf(e.getSQLState()).startsWith("23")) {
                return false;
            }
            throw e;
        } finally {
            connection.releaseSavepoint(before);
        }
    }

    private static String cut(String name) {
        StringBuilder cut = new StringBuilder();
        int bytes = 0;
        for (int c : name.codePoints().toArray()) {
            bytes += Character.toString(c).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_NAME) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return cut.toString();
    }
}
