package dev.bellows.run;

import dev.bellows.quarantine.KeysOfParent;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.PartitionBound;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table that waited comes back in place of a statement that makes a partition. When it was detached before it was dropped, it
 * waited as a table of its own, and is attached: rows would find no partition otherwise.
 * https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION
 */
final class PartitionAgain {
    private final Session session;
    private final WaitingThings waiting;
    private final Executor executor;

    PartitionAgain(Session session, WaitingThings waiting) {
        this.session = session;
        this.waiting = waiting;
        this.executor = new Executor(session);
    }

    /** What will attach a table that waits still; empty where it comes back attached, or is no partition. */
    Optional<String> planned(Statement make, StatementText statement, Stored stored) throws SQLException {
        return comesAttached(stored)
                ? Optional.empty()
                : sql(make, statement, stored.kept().object());
    }

    /** A table that waits, as it comes back: what it gets when it is attached does not come before. */
    Stored coming(Statement make, Stored stored) throws SQLException {
        @Nullable QualifiedName parent = make instanceof CreateTable create ? create.partitionOf() : null;
        return parent == null || comesAttached(stored)
                ? stored
                : KeysOfParent.leftOut(session.connection(), stored, there(parent));
    }

    private static boolean comesAttached(Stored stored) {
        return stored.restore().stream()
                .anyMatch(mend -> mend.sql().contains(" ATTACH PARTITION " + stored.table() + " "));
    }

    /** Attaches a table that is there, unless it is a partition already. */
    void attach(Statement make, StatementText statement, String table, Guard guard)
            throws StatementError, InTheWayException, SQLException, IOException {
        Optional<String> sql = sql(make, statement, table);
        if (sql.isEmpty() || isPartition(table)) {
            return;
        }
        StatementText own = OwnStatement.of(sql.get());
        try {
            guard.run(own, () -> executor.run(own));
        } catch (StatementError e) {
            throw e.ours("to attach " + table + ", which came back").at(statement);
        }
    }

    private Optional<String> sql(Statement make, StatementText statement, String table) throws SQLException {
        if (!(make instanceof CreateTable create)) {
            return Optional.empty();
        }
        @Nullable QualifiedName parent = create.partitionOf();
        @Nullable PartitionBound bound = create.partitionBound();
        if (parent == null || bound == null) {
            return Optional.empty();
        }
        return Optional.of("ALTER TABLE " + there(parent) + " ATTACH PARTITION " + table + " "
                + statement
                        .text()
                        .substring(bound.place().start(), bound.place().end()));
    }

    private String there(QualifiedName parent) throws SQLException {
        String there = waiting.there(parent);
        return there.isEmpty() ? waiting.made(parent) : there;
    }

    private boolean isPartition(String table) throws SQLException {
        try (PreparedStatement query = session.connection()
                .prepareStatement(
                        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?) AND relispartition)")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
