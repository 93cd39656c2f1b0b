package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Strangers;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The schema where something waited goes when that is back. What others have made of it or in it is not ours to drop. */
final class CopyRemoval {
    /** https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final String IN_USE = "55006";

    private CopyRemoval() {}

    /** Removes it; a table has left it empty, and what stayed under another name has none. */
    static void of(Session session, Stored stored, Mends mends, Guard guard)
            throws StatementError, InTheWayException, IOException, SQLException {
        if (stored.kept().way() == QuarantineWay.RENAMED) {
            return;
        }
        String name = stored.kept().name();
        String schema = "DROP SCHEMA " + Sql.quote(name);
        if (stored.made()) {
            List<String> tables = Strangers.tables(session.connection(), stored);
            for (String table : tables) {
                mends.run(guard, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            }
            List<String> strangers =
                    Strangers.of(session.connection(), List.of(stored)).getOrDefault(name, List.of());
            if (!strangers.isEmpty()) {
                throw new StatementError(OwnStatement.of(schema), othersHave(name, strangers), false)
                        .ours("to bring back " + stored.kept().object());
            }
            for (String table : tables) {
                mends.run(guard, "DROP TABLE " + table);
            }
            for (String sequence : stored.sequences()) {
                mends.run(guard, "DROP SEQUENCE IF EXISTS " + sequence);
            }
        }
        mends.run(guard, schema);
    }

    private static SQLException othersHave(String name, List<String> strangers) {
        return new SQLException(
                "its copy in " + name + " cannot go, as others would go along: "
                        + String.join(", ", strangers)
                        + " (drop that first, or move it elsewhere)",
                IN_USE);
    }
}
