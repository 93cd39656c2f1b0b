package dev.bellows.run;

import dev.bellows.gate.Contract;
import dev.bellows.gate.Evidence;
import dev.bellows.gate.Gate;
import dev.bellows.gate.Users;
import dev.bellows.ledger.Draft;
import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.EventKind;
import dev.bellows.model.GateView;
import dev.bellows.model.Holder;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.Settings;
import dev.bellows.plan.Step;
import dev.bellows.sql.Phase;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a contract's gate, looks again before its commit, and closes the gate when the contract does not come to be. */
final class Gatekeeper {
    private final Settings settings;
    private final @Nullable String attested;
    private Users users = new Users(true, List.of());

    /**
     * A gatekeeper.
     *
     * @param attested why a person says that what the database doubts does not matter; null when nobody says so
     */
    Gatekeeper(Settings settings, @Nullable String attested) {
        this.settings = settings;
        this.attested = attested;
    }

    /** A contract as its gate sees it. */
    static Contract contract(Migration migration) {
        MigrationLabel label = migration.label();
        @Nullable String after = migration.after();
        return new Contract(
                label,
                after == null ? label : new MigrationLabel(migration.owner(), after),
                Touch.of(migration.script()).tables());
    }

    private Gate gate(Work work) {
        return gate(work.session(), work.ledger().tables());
    }

    private Gate gate(Session session, LedgerTables tables) {
        return new Gate(session.connection(), tables.gate(), settings.gate(), settings.linear());
    }

    /**
     * Who holds a contract now; nobody, too, where an earlier run opened its gate: then there is something to be done.
     */
    List<Holder> seen(Session session, LedgerTables tables, Step step) throws SQLException {
        Contract contract = contract(step.migration());
        Gate gate = gate(session, tables);
        gate.noticeLostMemory();
        return gate.opened(contract)
                ? List.of()
                : gate.look(contract, gate.users(contract)).holders(attested != null);
    }

    /** What the gate of a contract sees now. */
    GateView view(Session session, LedgerTables tables, Migration migration) throws SQLException {
        Contract contract = contract(migration);
        Gate gate = gate(session, tables);
        Evidence evidence = gate.look(contract, gate.users(contract));
        return new GateView(
                contract.label(),
                migration.description(),
                contract.after(),
                gate.opened(contract),
                evidence.holders(attested != null),
                evidence.instances());
    }

    /**
     * Opens a contract's gate in a short transaction of its own, unless somebody holds it.
     *
     * @return who holds it; nobody when it is open
     */
    List<Holder> open(Work work, Step step) throws SQLException {
        Contract contract = contract(step.migration());
        Gate gate = gate(work);
        gate.noticeLostMemory();
        // Who enters waits while the row is taken: where it is clear already that somebody holds, nobody need wait.
        users = gate.users(contract);
        List<Holder> seen = gate.look(contract, users).holders(attested != null);
        if (!seen.isEmpty()) {
            return seen;
        }
        FencedTransaction transaction =
                FencedTransaction.beginCancellable(work, "opens the gate of " + contract.label(), "");
        try {
            Evidence evidence = gate.take(contract, users);
            List<Holder> holders = evidence.holders(attested != null);
            if (holders.isEmpty()) {
                transaction.commit(Draft.about(EventKind.OPENED, step.migration())
                        .on(gate.summary(contract, evidence, evidence.holders().isEmpty() ? null : attested)));
            }
            return holders;
        } finally {
            work.session().rollback();
        }
    }

    /**
     * Looks once more, before what the contract did is committed.
     *
     * @throws GateClosedException when somebody old has appeared
     */
    void look(Work work, Step step) throws SQLException {
        if (step.gated()) {
            // The migration may have become another role, which need not see who lives.
            work.session().execute(work.session().resetSql());
            List<Holder> holders =
                    gate(work).look(contract(step.migration()), users).holders(attested != null);
            if (!holders.isEmpty()) {
                throw new GateClosedException(holders);
            }
        } else if (!step.down() && step.migration().phase() == Phase.CONTRACT) {
            work.session().execute(work.session().resetSql());
            List<Holder> entered = gate(work).takeUnopened(contract(step.migration()));
            if (!entered.isEmpty()) {
                throw new GateClosedException(entered);
            }
        }
    }

    /**
     * Closes a gate again that this run or an earlier one opened: nothing of the contract came to be, and builds that it
     * would have overtaken may enter. Where that cannot be recorded, or a statement outside a transaction had begun, it stays
     * open, which is the safe side.
     *
     * @return whether it was open
     */
    boolean withdrawIfOpen(Work work, Step step, String why) {
        try {
            work.session().rollback();
            if (!gate(work).opened(contract(step.migration()))) {
                return false;
            }
            if (gate(work).begun(contract(step.migration()))) {
                stays(work, step, "a statement of it had begun, and some of its work may be there");
                return true;
            }
            work.session().execute(work.session().resetSql());
            FencedTransaction.record(
                    work,
                    "closes the gate of " + step.migration().label(),
                    Draft.about(EventKind.WITHDRAWN, step.migration()).because(why));
        } catch (SQLException | RuntimeException e) {
            stays(work, step, Messages.firstLine(e.getMessage()));
        }
        return true;
    }

    private static void stays(Work work, Step step, String why) {
        work.listener()
                .on(new Progress.Notice("the gate of " + step.migration().label()
                        + " stays open, and builds that lack "
                        + contract(step.migration()).after()
                        + " stay refused: " + why));
    }
}
