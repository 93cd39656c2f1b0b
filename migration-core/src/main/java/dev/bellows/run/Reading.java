package dev.bellows.run;

import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.LedgerCheck;
import dev.bellows.ledger.LedgerState;
import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Sql;
import dev.bellows.ledger.UnknownLedgerException;
import dev.bellows.model.BellowsException;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Held;
import dev.bellows.model.Holder;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.StepResult;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import dev.bellows.plan.Foresight;
import dev.bellows.plan.NewLedger;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planner;
import dev.bellows.plan.Situation;
import dev.bellows.plan.Step;
import dev.bellows.plan.Survey;
import dev.bellows.plan.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger as a call last saw it, and what follows from it and the files. Closing it gives the session back. */
final class Reading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final LedgerCheck.Result UNCHECKED = new LedgerCheck.Result(List.of(), List.of(), List.of());

    private final Call call;
    private final LedgerTables tables;
    private final long began = System.nanoTime();
    private Session session;
    private LedgerState state = LedgerState.NONE;
    private LedgerCheck.Result check = UNCHECKED;
    private List<Held> held = List.of();
    private int strangers;

    Reading(Call call) {
        this.call = call;
        this.session = Session.open(call.dataSource(), call.settings(), Report.of(call.build()));
        @Nullable String schema = call.settings().ledger().schema();
        this.tables = new LedgerTables(
                schema == null ? session.schema() : schema, call.settings().ledger());
    }

    /** Work with the database that may fail. */
    interface Asking<T> {
        T ask() throws SQLException;
    }

    /** Turns what the database says into what a caller should hear. */
    <T> T asking(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (UnknownLedgerException e) {
            throw new RefusedException(List.of(e.refusal()), report());
        } catch (InterruptedRunException e) {
            throw new InterruptedRunException(String.valueOf(e.getMessage()), report(), e.getCause());
        } catch (SQLException e) {
            throw Diagnosis.of(e, session, tables, report());
        }
    }

    /** Likewise; an interrupt cancels it. */
    <T> T askingCancellable(Asking<T> asking) {
        return asking(() -> {
            session.interrupts().begin();
            try {
                return asking.ask();
            } finally {
                session.interrupts().end();
            }
        });
    }

    /** The session that reads; the same one writes. */
    Session session() {
        return session;
    }

    /** Goes on with another session, where the first one broke. */
    void goOnWith(Session other) {
        session = other;
    }

    LedgerTables tables() {
        return tables;
    }

    /** Refuses a database, or a way to it, on which migrations cannot run. */
    void requireFit() {
        session.requireFit(report());
        requireSchema();
    }

    /** Refuses a schema that is not there: another one must not answer for it. */
    void requireSchema() {
        if (!asking(() -> yes("SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = "
                + Sql.literal(tables.schema()) + ")"))) {
            require(List.of(Refusal.of(
                    "schema-missing",
                    "schema " + tables.schema() + ", where the ledger should be, does not exist",
                    "create it: CREATE SCHEMA " + Sql.quote(tables.schema())
                            + "; or name another with --schema or --ledger")));
        }
    }

    private boolean yes(String question) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Reads the ledger again, and checks it. */
    void refresh() {
        askingCancellable(this::read);
    }

    /** Likewise after something was done: an interrupt that comes now is too late to stop anything. */
    void refreshAfterwards() {
        asking(this::read);
    }

    private boolean read() throws SQLException {
        state = Ledger.read(session.connection(), tables);
        strangers = state.exists() ? 0 : Strangers.count(session);
        check = state.exists()
                ? LedgerCheck.of(
                        session.connection(), tables, state, session.server().systemIdentifier())
                : UNCHECKED;
        return state.exists();
    }

    /** Reads the ledger again if its head has moved since. */
    void refreshIfMoved() {
        if (moved()) {
            refresh();
        }
    }

    private boolean moved() {
        return askingCancellable(
                () -> Ledger.peek(session.connection(), tables) != (state.exists() ? state.position() : -1));
    }

    /** What is wrong with the ledger. */
    List<Refusal> damage() {
        return Stream.concat(check.refusals().stream(), check.unwritable().stream())
                .toList();
    }

    /** Refuses a ledger that cannot be believed. */
    void requireSound() {
        require(check.refusals());
    }

    /** Refuses a ledger that cannot be believed, or that this role cannot write. */
    void requireWritable() {
        require(damage());
    }

    /** Refuses a role that cannot make the ledger which is missing; one that cannot write it is refused with what is wrong. */
    void requireCreatable() {
        if (!state.exists() && !asking(() -> yes(tables.creatableSql()))) {
            String role = session.server().role();
            require(List.of(Refusal.of(
                    "privileges",
                    "role " + role + " may not create the ledger in schema " + tables.schema(),
                    "grant it: " + tables.grants(role, false) + ", or name a role that has it with --role")));
        }
    }

    /** Refuses, if there is reason to. */
    void require(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals, report());
        }
    }

    /** What an apply would do. */
    Plan plan(Wish wish) {
        return Foresight.in(planned(wish), call.build(), call.settings(), situation());
    }

    private Plan planned(Wish wish) {
        Plan plan = Waiting.in(Planner.apply(call.build(), call.settings(), wish, situation()), this::heldBefore);
        held = Stream.concat(plan.held().stream().map(Waiting::passedOver), plan.behind().stream())
                .toList();
        return plan;
    }

    /** Whether the ledger says that a migration was passed over once. */
    boolean heldBefore(Migration migration) {
        return state.entries().stream()
                .anyMatch(entry -> entry.event() == EventKind.HELD && entry.id().equals(migration.id()));
    }

    /** What gates held, beside what the plan passed over. */
    void alsoHeld(List<Held> more) {
        held = Stream.concat(held.stream(), more.stream()).toList();
    }

    /**
     * The plan with what the database says of its steps. What would be cleared away is asked once more just before a statement
     * runs: the world may have changed by then.
     */
    Plan asked(Plan plan) {
        try {
            return askingCancellable(() -> new Clearings(session).in(plan));
        } catch (UnreadableScriptException e) {
            throw new RefusedException(List.of(e.refusal()), report());
        }
    }

    /** Whether the ledger, as it was last read, holds all that this build ships. */
    boolean nothingToDo(Wish wish) {
        return damage().isEmpty() && planned(wish).nothingToDo();
    }

    /** Likewise, for a waiter that asks again and again: the ledger is read only when its head has moved. */
    boolean nothingToDoNow(Wish wish) {
        if (!moved()) {
            return false;
        }
        refresh();
        return nothingToDo(wish);
    }

    /**
     * Whether all that is to be done are contracts which were held before and still are, and what waits behind them: a thousand instances that start
     * together need no lock to find that out.
     */
    boolean onlyHeldWork(Wish wish) {
        Plan plan = planned(wish);
        boolean held = damage().isEmpty()
                && plan.refusals().isEmpty()
                && plan.newlyHeld().isEmpty()
                && plan.leftOpen().isEmpty()
                && plan.steps().stream()
                        .allMatch(step -> !step.gated() || (step.gate() == Step.Gate.HELD && step.done() == 0));
        Set<MigrationLabel> contracts = plan.steps().stream()
                .filter(Step::gated)
                .map(step -> step.migration().label())
                .collect(Collectors.toSet());
        Plan rest = held ? Waiting.without(contracts, plan, this::heldBefore) : plan;
        if (!held || !rest.steps().isEmpty() || !rest.newlyHeld().isEmpty()) {
            return false;
        }
        Gatekeeper gatekeeper = new Gatekeeper(call.settings(), wish.attested());
        List<Held> found = new ArrayList<>();
        for (Step step : plan.steps().stream().filter(Step::gated).toList()) {
            List<Holder> holders = askingCancellable(() -> gatekeeper.seen(session, tables, step));
            if (holders.isEmpty()) {
                return false;
            }
            found.add(Held.contract(
                    step.migration().label(),
                    Gatekeeper.contract(step.migration()).after(),
                    holders));
        }
        alsoHeld(Stream.concat(found.stream(), rest.behind().stream()).toList());
        found.forEach(each -> plan.steps().stream()
                .filter(step -> step.migration().label().equals(each.migration()))
                .forEach(step -> call.listener().on(new Progress.GateHeld(step.migration(), each.holders()))));
        return true;
    }

    /** What the planner needs to know. */
    Situation situation() {
        return new Situation(state.entries(), state.position(), strangers, newLedger());
    }

    /** How the ledger is made; null when there is one. */
    @Nullable
    NewLedger newLedger() {
        return state.exists() ? null : new NewLedger(tables.display(), tables.objects(), tables.create());
    }

    LedgerState state() {
        return state;
    }

    /** Whether anything was ever recorded here but a baseline at this version. */
    boolean hasHistoryBeside(Version baseline) {
        return state.entries().stream()
                .filter(Entry::aboutMigration)
                .anyMatch(entry -> entry.event() != EventKind.BASELINED
                        || !baseline.digits().equals(entry.id().key()));
    }

    /** Files and ledger together. */
    Survey survey() {
        return new Survey(call.build(), call.settings(), situation());
    }

    /** What was found; nothing ran. */
    Report report() {
        return report(List.of());
    }

    /** What was found, and what ran. */
    Report report(List<StepResult> ran) {
        @Nullable Version head = call.build().head();
        Survey survey = survey();
        return new Report(
                session.server().database(),
                tables.display(),
                state.position(),
                head == null ? null : head.toString(),
                survey.current(),
                ran,
                held,
                List.of(),
                Stream.of(check.notices(), call.build().notices(), survey.notices())
                        .flatMap(List::stream)
                        .toList(),
                null,
                Duration.ofNanos(System.nanoTime() - began));
    }

    /** What a run that stops did; what the ledger says by now, where that can still be read. */
    Report lastReport(List<StepResult> ran) {
        try {
            refreshAfterwards();
        } catch (BellowsException e) {
            LOG.debug("the ledger could not be read again for the report", e);
        }
        return report(ran);
    }

    @Override
    public void close() {
        session.close();
    }
}
