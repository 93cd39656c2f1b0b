package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import dev.bellows.quarantine.ColumnPlace;
import dev.bellows.quarantine.Keep;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of that which a transaction drops is no loss: it is kept, or was there only to keep it. */
final class Accounted {
    private final Session session;
    private final Set<String> kept = new HashSet<>();
    private final List<String> schemas = new ArrayList<>();

    Accounted(Session session) {
        this.session = session;
    }

    /** It is about to be kept. A file may have renamed it before, so that its name says nothing of what it is. */
    void keeps(Keep keep) throws SQLException {
        @Nullable ColumnPlace column = keep.column();
        if (column != null) {
            kept.add(DataHolder.key(column));
        } else if (keep.way() == QuarantineWay.MOVED) {
            kept.add(DataHolder.key(session, keep.object()));
        }
        if (keep.copy() != null) {
            // What a copy in batches needed beside the values.
            schemas.add(keep.schema());
        }
    }

    /** It has come back, and its place in quarantine is empty. */
    void cameBack(String name) {
        schemas.add(name);
    }

    /** Whether something that is gone is no loss. */
    boolean has(DataHolder gone) {
        return kept.contains(gone.key()) || schemas.stream().anyMatch(schema -> isIn(schema, gone.table()));
    }

    private static boolean isIn(String schema, String table) {
        return table.startsWith(schema + ".") || table.startsWith(Sql.quote(schema) + ".");
    }
}
