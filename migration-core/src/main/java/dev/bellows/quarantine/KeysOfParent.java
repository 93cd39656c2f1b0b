package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The foreign keys that a partition gets from its table when it is attached. One that came back before, and whose rows nobody has
 * looked at, would stand beside it. https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION
 */
public final class KeysOfParent {
    private static final String KEYS =
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = to_regclass(?) ORDER BY oid";

    private KeysOfParent() {}

    /**
     * A table that waits, but for those; within a transaction.
     *
     * @param parent the table that it will be attached to, quoted where it must be
     */
    public static Stored leftOut(Connection connection, Stored stored, String parent) throws SQLException {
        return stored.bringing(leftOut(connection, stored.restore(), stored.table(), parent));
    }

    /** Likewise, what brings a table back. */
    static List<Mend> leftOut(Connection connection, List<Mend> restore, String table, String parent)
            throws SQLException {
        List<Mend> own = new ArrayList<>(restore);
        for (String key : OwnSettings.with(connection, () -> keys(connection, parent))) {
            own.stream()
                    .filter(mend -> isKey(mend, table, key))
                    .findFirst()
                    .ifPresent(mend -> own.removeIf(each -> each.equals(mend) || looksAt(each, table, mend.makes())));
        }
        return own;
    }

    private static boolean isKey(Mend mend, String table, String key) {
        return mend.sql().startsWith("ALTER TABLE " + table + " ADD CONSTRAINT ")
                && (mend.sql().endsWith(" " + key) || mend.sql().endsWith(" " + key + " NOT VALID"));
    }

    private static boolean looksAt(Mend mend, String table, @Nullable String constraint) {
        return mend.sql().equals("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + constraint);
    }

    private static List<String> keys(Connection connection, String parent) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setString(1, parent);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
        }
        return keys;
    }
}
