package dev.bellows.run;

import dev.bellows.quarantine.Mend;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sequence of a serial column that waits, where a file's statement has made the column, and with it another sequence, again. */
final class OwnSequence {
    private static final Pattern MOVES = Pattern.compile("ALTER SEQUENCE (.+) SET SCHEMA [^.]+", Pattern.DOTALL);
    private static final String IT = "the sequence ";

    private OwnSequence() {}

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
