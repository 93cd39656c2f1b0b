package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Values;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sequence of a serial or identity column that waits, where a file's statement has made the column, and with it another sequence, again. */
final class OwnSequence {
    private static final Pattern MOVES = Pattern.compile("ALTER SEQUENCE (.+) SET SCHEMA [^.]+", Pattern.DOTALL);
    private static final String IT = "the sequence ";

    private static final Pattern IDENTITY = Pattern.compile(
            "ALTER TABLE (.+) ALTER COLUMN (.+) ADD GENERATED (ALWAYS|BY DEFAULT) AS IDENTITY \\(SEQUENCE NAME (.+) START (-?\\d+)"
                    + " INCREMENT (-?\\d+) MINVALUE (-?\\d+) MAXVALUE (-?\\d+) CACHE (\\d+) (CYCLE|NO CYCLE)\\)",
            Pattern.DOTALL);

    private static final Pattern STANDS = Pattern.compile(
            "SELECT pg_catalog\\.setval\\('(?:[^']|'')*'(, last_value, is_called\\) FROM .+)", Pattern.DOTALL);

    /** Whether a table owns a sequence, or takes a column's values from it. */
    private static final String USED = """
            EXISTS (SELECT FROM pg_catalog.pg_depend AS d LEFT JOIN pg_catalog.pg_attrdef AS a
                    ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND a.oid = d.objid
                CROSS JOIN (SELECT pg_catalog.to_regclass(?)::oid AS sequence, pg_catalog.to_regclass(?)::oid AS relation) AS named
                WHERE (d.objid = sequence AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = relation)
                    OR (d.refobjid = sequence AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND a.adrelid = relation))""";

    private OwnSequence() {}

    /**
     * A statement of an identity that waits; of a column that the file has made one, the statement that makes it what it was, on
     * the sequence that it has now.
     */
    static String identity(Session session, Stored stored, Mend mend) throws SQLException {
        Matcher adds = IDENTITY.matcher(mend.sql());
        Matcher stands = STANDS.matcher(mend.sql());
        if (!adds.matches() && !stands.matches()) {
            return mend.sql();
        }
        @Nullable String own = own(session, stored);
        if (own == null) {
            return mend.sql();
        }
        if (stands.matches()) {
            return "SELECT pg_catalog.setval(" + Sql.literal(own) + stands.group(1);
        }
        // Bounds must hold where the new one stands, which does not matter: where the old one stood comes next.
        return "ALTER TABLE " + adds.group(1) + " ALTER COLUMN " + adds.group(2) + " SET GENERATED " + adds.group(3)
                + " SET START " + adds.group(5) + " SET INCREMENT " + adds.group(6) + " SET MINVALUE " + adds.group(7)
                + " SET MAXVALUE " + adds.group(8) + " SET CACHE " + adds.group(9) + " SET " + adds.group(10)
                + " RESTART";
    }

    /**
     * The server chose a name for the sequence of an identity that the file has made: the statement that gives it the old one's;
     * none where it has it, or something else.
     */
    static Optional<Mend> renames(Session session, Stored stored, Mend mend) throws SQLException {
        Matcher adds = IDENTITY.matcher(mend.sql());
        @Nullable String own = adds.matches() ? own(session, stored) : null;
        if (own == null) {
            return Optional.empty();
        }
        String sql =
                "SELECT pg_catalog.quote_ident((pg_catalog.parse_ident(?))[2]) WHERE pg_catalog.to_regclass(?) IS NULL";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, adds.group(4));
            statement.setString(2, adds.group(4));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Mend(
                                "ALTER SEQUENCE " + own + " RENAME TO " + row.getString(1),
                                false,
                                "the name of its sequence"))
                        : Optional.empty();
            }
        }
    }

    /** Whether a table owns a sequence, or takes a column's values from it; both quoted where they must be. */
    static boolean of(Session session, String sequence, String table) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement("SELECT " + USED)) {
            statement.setString(1, sequence);
            statement.setString(2, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The sequence of the identity that a column is, with its schema; null where it is none. */
    private static @Nullable String own(Session session, Stored stored) throws SQLException {
        String sql = """
                SELECT pg_catalog.format('%I.%I', n.nspname, s.relname)
                FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_depend AS d ON d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                        AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = d.classid AND d.deptype = 'i'
                    JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = s.relnamespace
                WHERE a.attrelid = pg_catalog.to_regclass(?) AND pg_catalog.quote_ident(a.attname) = ? AND NOT a.attisdropped""";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, stored.table());
            statement.setString(2, Values.column(stored));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** The statement that brings something back; of a sequence whose name the file's own has by now, the one that lets that one go on from it. */
    static String unlessThere(Session session, Stored stored, Mend mend) throws SQLException {
        Matcher moves = MOVES.matcher(mend.sql());
        if (!mend.what().startsWith(IT) || !moves.matches()) {
            return mend.sql();
        }
        String sql =
                "SELECT pg_catalog.format('SELECT pg_catalog.setval(%L, last_value, is_called) FROM %s', ?::text, ?::text)"
                        + " WHERE " + USED;
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            String name = mend.what().substring(IT.length());
            statement.setString(1, name);
            statement.setString(2, moves.group(1));
            statement.setString(3, name);
            statement.setString(4, stored.table());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : mend.sql();
            }
        }
    }
}
