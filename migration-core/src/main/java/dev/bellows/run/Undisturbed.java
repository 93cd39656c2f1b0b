package dev.bellows.run;

import dev.bellows.quarantine.Quiet;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Values;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * A table while values come back to its rows: what would hear of that, hide rows or refuse them for what they violated before is off
 * for that moment, under the lock that the values need anyway.
 */
final class Undisturbed {
    private final Session session;
    private final Stored stored;
    private final Mends mends;

    Undisturbed(Session session, Stored stored, Mends mends) {
        this.session = session;
        this.stored = stored;
        this.mends = mends;
    }

    /** What is done between. */
    interface Mending {
        void mend() throws StatementError, InTheWayException, IOException, SQLException;
    }

    /** Else an owner would miss the rows that policies keep from him. */
    void seeingAll(Guard guard, Mending mending) throws StatementError, InTheWayException, IOException, SQLException {
        List<Quiet> forced = quiets().stream().filter(Quiet::ofPolicies).toList();
        off(forced, guard);
        mending.mend();
        on(forced, guard);
    }

    /** Values that come back are no change that a trigger should hear of. */
    void during(Guard guard, Mending mending) throws StatementError, InTheWayException, IOException, SQLException {
        if (Values.of(stored).isEmpty()) {
            mending.mend();
            return;
        }
        List<Quiet> quiets = quiets();
        off(quiets, guard);
        // With less, a large copy is joined in parts: its table's rows are then written out of their order.
        String memory = Filling.raiseMemory(session);
        mending.mend();
        Filling.setMemory(session, memory);
        on(quiets, guard);
    }

    private List<Quiet> quiets() throws SQLException {
        return Values.of(stored).isEmpty() ? List.of() : Quiet.of(session.connection(), stored.table());
    }

    private void off(List<Quiet> quiets, Guard guard)
            throws StatementError, InTheWayException, IOException, SQLException {
        for (Quiet quiet : quiets) {
            mends.run(guard, quiet.off());
        }
    }

    private void on(List<Quiet> quiets, Guard guard)
            throws StatementError, InTheWayException, IOException, SQLException {
        for (Quiet quiet : quiets) {
            for (String sql : quiet.on()) {
                mends.run(guard, sql);
            }
        }
    }
}
