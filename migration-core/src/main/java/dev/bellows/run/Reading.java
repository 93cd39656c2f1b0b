package dev.bellows.run;

import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.LedgerCheck;
import dev.bellows.ledger.LedgerState;
import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.UnknownLedgerException;
import dev.bellows.model.BellowsException;
import dev.bellows.model.EventKind;
import dev.bellows.model.Held;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Kept;
import dev.bellows.model.Migration;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.StepResult;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import dev.bellows.plan.NewLedger;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Situation;
import dev.bellows.plan.Survey;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.OpenCopies;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Unvalidated;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger as a call last saw it, and what follows from it and the files. Closing it gives the session back. */
final class Reading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final LedgerCheck.Result UNCHECKED = new LedgerCheck.Result(List.of(), List.of(), List.of());

    /** What can bring things back; also whatever is applied again comes after the second. */
    private static final Set<EventKind> BRINGING_BACK = Set.of(EventKind.RESTORED, EventKind.REVERTED);

    private final Call call;
    private final LedgerTables tables;
    private final long began = System.nanoTime();
    private Session session;
    private LedgerState state = LedgerState.NONE;
    private LedgerCheck.Result check = UNCHECKED;
    private @Nullable Survey survey;
    private boolean foundOnOpening;
    private List<Held> held = List.of();
    private @Nullable Instant watchedSince;
    private List<Kept> quarantined = List.of();
    private List<OpenCopy> copies = List.of();
    private List<String> unvalidated = List.of();
    private int strangers;
    private long ranFrom = Long.MAX_VALUE;

    Reading(Call call) {
        this.call = call;
        this.session = Session.open(call.dataSource(), call.settings(), () -> Report.of(call.build()));
        requireFiles(call, session);
        this.foundOnOpening = session.server().ledger();
        @Nullable String schema = call.settings().ledger().schema();
        this.tables = new LedgerTables(
                schema == null ? session.schema() : schema, call.settings().ledger());
    }

    /** They were read meanwhile; where they could not be, there is nothing to do with the session. */
    private static void requireFiles(Call call, Session session) {
        try {
            call.build();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
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

    /** The columns that are being copied in batches, as the ledger said when it was read. */
    List<OpenCopy> copies() {
        return copies;
    }

    /** What came back and PostgreSQL does not trust, as it was when the ledger was read; each in a sentence. */
    List<String> unvalidated() {
        return unvalidated;
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
        survey = null;
        if (ledgerExists()) {
            LedgerCheck.Checked read = LedgerCheck.read(
                    session.connection(), tables, session.server().systemIdentifier());
            state = read.state();
            check = read.result();
            strangers = 0;
        } else {
            state = LedgerState.NONE;
            check = UNCHECKED;
            strangers = Strangers.count(session);
        }
        copies = state.entries().stream().anyMatch(entry -> entry.event() == EventKind.COPYING)
                ? OpenCopies.all(session.connection(), tables)
                : List.of();
        unvalidated = state.entries().stream().anyMatch(entry -> BRINGING_BACK.contains(entry.event()))
                ? Unvalidated.notices(session.connection(), tables)
                : List.of();
        if (watchedSince != null && state.exists()) {
            quarantined = keptSince(watchedSince);
        }
        return state.exists();
    }

    /** As the session has found it when it was opened; later it is asked again. */
    private boolean ledgerExists() throws SQLException {
        boolean found = foundOnOpening;
        foundOnOpening = false;
        return found || Ledger.exists(session.connection(), tables);
    }

    /** Reads the ledger again if its head has moved since. */
    void refreshIfMoved() {
        if (moved()) {
            refresh();
        }
    }

    private boolean moved() {
        return askingCancellable(() -> Ledger.peek(session.connection(), tables) != position());
    }

    /** The newest entry that was read; -1 when there was no ledger. */
    long position() {
        return state.exists() ? state.position() : -1;
    }

    /** Where the ledger is now, as an expression in SQL: other than {@link #position} when there is something to read. */
    String positionSql() {
        return Ledger.positionSql(tables, state.exists());
    }

    /** Why the ledger cannot be believed. */
    List<Refusal> unsound() {
        return check.refusals();
    }

    /** Likewise, and why this role cannot write it. */
    List<Refusal> damage() {
        return Stream.concat(check.refusals().stream(), check.unwritable().stream())
                .toList();
    }

    /** What this call has to do before it goes on, as far as the database is concerned. */
    Requirements requires() {
        return new Requirements(this, call.settings().ledger());
    }

    /** Refuses, if there is reason to. */
    void require(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals, report());
        }
    }

    /** Whether the ledger says that a migration was passed over once. */
    boolean heldBefore(Migration migration) {
        return state.entries().stream()
                .anyMatch(entry -> entry.event() == EventKind.HELD && entry.id().equals(migration.id()));
    }

    /** What is held now, for the report. */
    void held(List<Held> now) {
        held = now;
    }

    /** What gates held, beside that. */
    void alsoHeld(List<Held> more) {
        held = Stream.concat(held.stream(), more.stream()).toList();
    }

    /**
     * The plan with what the database says of its steps. What would be cleared away is asked once more just before a statement
     * runs: the world may have changed by then.
     */
    Plan asked(Plan plan) {
        try {
            return askingCancellable(() -> new Keepings(session, tables).in(new Clearings(session).in(plan)))
                    .secured(call.restorePoints(), state.entries());
        } catch (UnreadableScriptException e) {
            throw new RefusedException(List.of(e.refusal()), report());
        }
    }

    /** What the planner needs to know. */
    Situation situation() {
        return new Situation(state.entries(), state.position(), strangers, copies, newLedger());
    }

    /** How the ledger is made; null when there is one. */
    @Nullable
    NewLedger newLedger() {
        return state.exists() ? null : new NewLedger(tables.display(), tables.objects(), tables.create());
    }

    LedgerState state() {
        return state;
    }

    /** Files and ledger together. */
    Survey survey() {
        if (survey == null) {
            survey = new Survey(call.build(), call.settings(), situation());
        }
        return survey;
    }

    /** A plan runs: what it records from now on is told in the report. */
    void running() {
        ranFrom = state.position();
    }

    /** A plan runs: what it keeps is looked for when the ledger is read again. */
    void watchQuarantine(Plan plan) {
        if (plan.steps().stream().anyMatch(step -> step.quarantine() != null)) {
            watchedSince = asking(session::now);
        }
    }

    private List<Kept> keptSince(Instant began) throws SQLException {
        return Inventory.all(session.connection(), tables).stream()
                .map(Stored::kept)
                .filter(kept -> !kept.since().isBefore(began))
                .sorted(Comparator.comparing(Kept::since))
                .toList();
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
                quarantined,
                held,
                List.of(),
                RestorePoint.newest(state.entries().stream()
                        .filter(entry -> entry.position() > ranFrom)
                        .toList()),
                List.of(),
                Stream.of(
                                check.notices(),
                                call.build().notices(),
                                survey.notices(),
                                unvalidated,
                                call.listener().notices())
                        .flatMap(List::stream)
                        .distinct()
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
