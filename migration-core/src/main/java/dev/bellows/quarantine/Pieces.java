package dev.bellows.quarantine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be taken off an object so that it can be kept, and put back so that it is as it was. The server writes the
 * statements: it knows how its names are quoted.
 */
final class Pieces {
    private final boolean lastFirst;
    private final List<String> before = new ArrayList<>();
    private final List<Mend> restore = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    private Pieces(boolean lastFirst) {
        this.lastFirst = lastFirst;
    }

    /** Comes back in the order in which it was added. */
    static Pieces inOrder() {
        return new Pieces(false);
    }

    /** What one query adds comes back before all that earlier ones added. */
    static Pieces lastFirst() {
        return new Pieces(true);
    }

    /**
     * Adds what a query finds, in columns {@code taken}, {@code back} and {@code what}. A piece without {@code back} is lost,
     * unless it has no {@code what} either; one without {@code taken} goes by itself.
     *
     * @param needed whether a restore fails without it
     */
    void add(Connection connection, boolean needed, String sql, Object... parameters) throws SQLException {
        List<Mend> mends = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    @Nullable String taken = row.getString("taken");
                    @Nullable String back = row.getString("back");
                    @Nullable String what = row.getString("what");
                    if (taken != null) {
                        before.add(taken);
                    }
                    if (back != null) {
                        mends.add(new Mend(back, needed, String.valueOf(what)));
                    } else if (what != null) {
                        lost.add(what);
                    }
                }
            }
        }
        restore.addAll(lastFirst ? 0 : restore.size(), mends);
    }

    /** Adds what only has to be done. */
    void take(String sql) {
        before.add(sql);
    }

    /** Adds what brings something back. */
    void back(String sql, boolean needed, String what) {
        restore.add(lastFirst ? 0 : restore.size(), new Mend(sql, needed, what));
    }

    /** Adds what does not come back. */
    void lose(String what) {
        lost.add(what);
    }

    List<String> before() {
        return Collections.unmodifiableList(before);
    }

    List<Mend> restore() {
        return Collections.unmodifiableList(restore);
    }

    List<String> lost() {
        return Collections.unmodifiableList(lost);
    }
}
