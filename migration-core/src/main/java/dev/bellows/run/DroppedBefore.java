package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.Kept;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables and columns that a statement drops and that wait in quarantine, as they were dropped before: a down that did not bring
 * back all of its contract, which is applied again.
 */
final class DroppedBefore {
    /** No such table, no such column. https://www.postgresql.org/docs/18/errcodes-appendix.html */
    private static final Set<String> NOT_THERE = Set.of("42P01", "42703");

    private final List<Stored> things;

    private DroppedBefore(List<Stored> things) {
        this.things = things;
    }

    /** Asked before the statement runs: once it has failed, nothing can be asked. */
    static DroppedBefore by(Statement drop, Session session, LedgerTables tables) throws SQLException {
        WaitingThings names = WaitingThings.none(session);
        List<String> dropped = new ArrayList<>();
        if (drop instanceof AlterTable alter) {
            String table = names.made(alter.relation().name());
            for (var action : alter.actions()) {
                if (action instanceof DropColumn column) {
                    dropped.add(table + "." + names.identifier(column.column().name()));
                }
            }
        } else if (drop instanceof Drop all && all.kind() == ObjectKind.TABLE) {
            for (ObjectReference object : all.objects()) {
                @Nullable QualifiedName name = object.name();
                if (name != null) {
                    dropped.add(names.made(name));
                }
            }
        }
        return new DroppedBefore(
                dropped.isEmpty()
                        ? List.of()
                        : Inventory.all(session.connection(), tables).stream()
                                .filter(stored -> dropped.contains(stored.kept().object())
                                        && !stored.kept().gone())
                                .toList());
    }

    /** The error of the statement, with where that waits which it does not find. */
    StatementError explained(StatementText statement, StatementError error) {
        if (things.isEmpty()
                || error.error() instanceof OwnStatementException
                || !NOT_THERE.contains(Failures.state(error.error()))) {
            return error;
        }
        String waits = things.stream()
                .map(Stored::kept)
                .map(kept -> kept.object() + " waits in quarantine, as " + (kept.down() ? "the down of " : "")
                        + kept.migration() + " dropped it")
                .collect(Collectors.joining("; "));
        String back = things.stream()
                .map(Stored::kept)
                .map(Kept::name)
                .map(name -> "bellows quarantine restore " + name)
                .collect(Collectors.joining(", "));
        return new StatementError(
                statement, new OwnStatementException(waits, error.error(), "bring it back first: " + back), false);
    }
}
