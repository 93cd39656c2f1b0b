package dev.bellows.run;

import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Values;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sequence of a serial or identity column that waits, where a file's statement has made the column, and with it another sequence, again. */
final class OwnSequence {
    private static final Pattern MOVES = Pattern.compile("ALTER SEQUENCE (.+) SET SCHEMA [^.]+", Pattern.DOTALL);
    private static final String IT = "the sequence ";

    private static final Pattern IDENTITY = Pattern.compile(
            "ALTER TABLE (.+) ALTER COLUMN (.+) ADD GENERATED (ALWAYS|BY DEFAULT) AS IDENTITY \\(SEQUENCE NAME .+ START (-?\\d+)"
                    + " INCREMENT (-?\\d+) MINVALUE (-?\\d+) MAXVALUE (-?\\d+) CACHE (\\d+) (CYCLE|NO CYCLE)\\)",
            Pattern.DOTALL);

    private OwnSequence() {}

    /** The statement that makes a column an identity; of one that the file has made one, the statement that makes it what it was. */
    static String identity(Session session, Stored stored, Mend mend) throws SQLException {
        Matcher adds = IDENTITY.matcher(mend.sql());
        if (!adds.matches() || !isIdentity(session, stored)) {
            return mend.sql();
        }
        // Bounds must hold where the new one stands, which does not matter: where the old one stood comes next.
        return "ALTER TABLE " + adds.group(1) + " ALTER COLUMN " + adds.group(2) + " SET GENERATED " + adds.group(3)
                + " SET START " + adds.group(4) + " SET INCREMENT " + adds.group(5) + " SET MINVALUE " + adds.group(6)
                + " SET MAXVALUE " + adds.group(7) + " SET CACHE " + adds.group(8) + " SET " + adds.group(9)
                + " RESTART";
    }

    private static boolean isIdentity(Session session, Stored stored) throws SQLException {
        String sql = "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?)"
                + " AND pg_catalog.quote_ident(attname) = ? AND NOT attisdropped AND attidentity <> '')";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, stored.table());
            statement.setString(2, Values.column(stored));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The statement that brings something back; of a sequence whose name is taken by now, the one that lets that one go on from it. */
    static String unlessThere(Session session, Mend mend) throws SQLException {
        Matcher moves = MOVES.matcher(mend.sql());
        if (!mend.what().startsWith(IT) || !moves.matches()) {
            return mend.sql();
        }
        String sql =
                "SELECT pg_catalog.format('SELECT pg_catalog.setval(%L, last_value, is_called) FROM %s', ?::text, ?::text)"
                        + " WHERE pg_catalog.to_regclass(?) IS NOT NULL";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            String name = mend.what().substring(IT.length());
            statement.setString(1, name);
            statement.setString(2, moves.group(1));
            statement.setString(3, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : mend.sql();
            }
        }
    }
}
