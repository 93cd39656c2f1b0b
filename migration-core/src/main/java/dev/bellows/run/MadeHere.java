package dev.bellows.run;

import dev.bellows.quarantine.Quarantine;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** What a migration makes itself is its own affair when it drops it again: tables of its transaction, columns of its statements. */
final class MadeHere implements Quarantine.Before {
    private final Session session;
    private final Guard guard;
    private final Map<Long, Integer> columns;

    /**
     * Within one transaction.
     *
     * @param columns how many columns tables had before this migration added any; to be added to
     */
    MadeHere(Session session, Guard guard, Map<Long, Integer> columns) {
        this.session = session;
        this.guard = guard;
        this.columns = columns;
    }

    /** A statement is about to run. */
    void sees(Statement statement) throws SQLException {
        if (!(statement instanceof AlterTable alter)
                || alter.actions().stream().noneMatch(AddColumn.class::isInstance)) {
            return;
        }
        try (PreparedStatement asked = session.connection()
                .prepareStatement(
                        "SELECT c.oid::bigint, c.relnatts FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass(?)")) {
            asked.setString(1, WaitingThings.quoted(alter.relation().name()));
            try (ResultSet row = asked.executeQuery()) {
                if (row.next()) {
                    columns.putIfAbsent(row.getLong(1), row.getInt(2));
                }
            }
        }
    }

    @Override
    public boolean test(long table) throws SQLException {
        return guard.wasBefore(table);
    }

    @Override
    public boolean test(long table, int column) {
        return column <= columns.getOrDefault(table, Integer.MAX_VALUE);
    }
}
