package dev.bellows.run;

import dev.bellows.sql.StatementText;
import java.sql.SQLException;
import java.util.List;

/**
 * Locks the tables of a migration before the first of its statements that would lock one: all runners take them in one
 * order, so two of them never wait for each other, and what has to be waited for is waited for while nothing has been done.
 */
final class UpFront {
    private final Session session;
    private final Budget budget;

    UpFront(Session session, Budget budget) {
        this.session = session;
        this.budget = budget;
    }

    /**
     * Takes the locks.
     *
     * @param tables in their order
     * @param first the statement that needs the first of them
     * @throws StatementError when one is not to be had in time
     */
    void take(List<Relations.Lockable> tables, StatementText first) throws StatementError, SQLException {
        int left = tables.size();
        for (Relations.Lockable table : tables) {
            long began = System.nanoTime();
            session.execute(Guard.setSql(budget.next(left, false, began)));
            lock(table, first);
            budget.strongLockSince(began);
            left--;
        }
    }

    private void lock(Relations.Lockable table, StatementText first) throws StatementError, SQLException {
        session.interrupts().begin();
        try {
            session.execute(
                    "LOCK TABLE ONLY " + table.name() + " IN " + table.mode().words() + " MODE");
        } catch (SQLException e) {
            throw new StatementError(first, e, false);
        } finally {
            session.interrupts().end();
        }
    }
}
