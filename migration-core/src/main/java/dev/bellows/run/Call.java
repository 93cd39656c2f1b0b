package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.FencedException;
import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.LedgerCheck;
import dev.bellows.ledger.LedgerState;
import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Sql;
import dev.bellows.ledger.UnknownLedgerException;
import dev.bellows.ledger.Writer;
import dev.bellows.model.BellowsException;
import dev.bellows.model.Build;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Listener;
import dev.bellows.model.Losses;
import dev.bellows.model.Migration;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.StepResult;
import dev.bellows.model.UnreachableException;
import dev.bellows.model.Version;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Planner;
import dev.bellows.plan.Situation;
import dev.bellows.plan.Survey;
import dev.bellows.plan.Wish;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call's session, its lock if it took it, and the ledger as it last saw it. Closing it gives everything back. */
final class Call implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final DataSource dataSource;
    private final Settings settings;
    private final Listener listener;
    private final Build build;
    private final LedgerTables tables;
    private final String run = UUID.randomUUID().toString();
    private final long began = System.nanoTime();
    private final List<StepResult> results = new ArrayList<>();
    private Session session;
    private @Nullable RunnerLock lock;
    private LedgerState state = LedgerState.NONE;
    private List<String> held = List.of();
    private LedgerCheck.Result check = new LedgerCheck.Result(List.of(), List.of());

    Call(DataSource dataSource, Settings settings, Listener listener, Build build) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.listener = listener;
        this.build = build;
        this.session = Session.open(dataSource, settings);
        @Nullable String schema = settings.ledger().schema();
        this.tables = new LedgerTables(schema == null ? session.schema() : schema, settings.ledger());
    }

    /** Work with the database that may fail. */
    private interface Asking<T> {
        T ask() throws SQLException;
    }

    /** Turns what the database says into what a caller should hear. */
    private <T> T asking(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (UnknownLedgerException e) {
            throw new RefusedException(List.of(e.refusal()), report());
        } catch (SQLException e) {
            throw Diagnosis.of(e, session, report());
        }
    }

    /** Refuses a database, or a way to it, on which migrations cannot run. */
    void requireFit() {
        session.requireFit();
        requireSchema();
    }

    /** Refuses a schema that is not there: another one must not answer for it. */
    void requireSchema() {
        if (!asking(() -> schemaExists(tables.schema()))) {
            require(List.of(Refusal.of(
                    "schema-missing",
                    "schema " + tables.schema() + ", where the ledger should be, does not exist",
                    "create it: CREATE SCHEMA " + Sql.quote(tables.schema())
                            + "; or name another with --schema or --ledger")));
        }
    }

    private boolean schemaExists(String schema) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT FROM pg_catalog.pg_namespace WHERE nspname = " + Sql.literal(schema))) {
            return row.next();
        }
    }

    /** Reads the ledger again, and checks it. */
    void refresh() {
        asking(() -> {
            state = Ledger.read(session.connection(), tables);
            check = state.exists()
                    ? LedgerCheck.of(
                            session.connection(),
                            tables,
                            state,
                            session.server().systemIdentifier())
                    : new LedgerCheck.Result(List.of(), List.of());
            return true;
        });
    }

    /** Reads the ledger again if its head has moved since. */
    void refreshIfMoved() {
        if (moved()) {
            refresh();
        }
    }

    private boolean moved() {
        return asking(() -> Ledger.peek(session.connection(), tables) != (state.exists() ? state.position() : -1));
    }

    /** What is wrong with the ledger. */
    List<Refusal> damage() {
        return check.refusals();
    }

    /** Refuses a ledger that cannot be believed or written. */
    void requireSound() {
        require(check.refusals());
    }

    /** Refuses, if there is reason to. */
    void require(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals, report());
        }
    }

    /** What an apply would do, given the ledger as it was last read. */
    Plan plan(Wish wish) {
        Plan plan = Planner.apply(build, settings, wish, situation());
        held = plan.held().stream().map(Migration::label).toList();
        return plan;
    }

    /** Whether the ledger already holds all that this build ships; found without the lock. */
    boolean nothingToDo(Wish wish) {
        refresh();
        return check.refusals().isEmpty() && plan(wish).nothingToDo();
    }

    /** Likewise, for a waiter that asks again and again: the ledger is read only when its head has moved. */
    boolean nothingToDoNow(Wish wish) {
        return moved() && nothingToDo(wish);
    }

    /**
     * Takes the lock.
     *
     * @return false when {@code done} said meanwhile that there is nothing left to do
     */
    boolean lock(LockWait.Done done) {
        return asking(() -> {
            RunnerLock wanted = new RunnerLock(session, tables);
            boolean ours = new LockWait(wanted, listener, settings.timeouts().runnerLock(), this::report).acquire(done);
            lock = ours ? wanted : null;
            return ours;
        });
    }

    /** Takes the lock, however long the settings let it wait, of a database that fits and a ledger that can be believed. */
    void takeOver() {
        requireFit();
        lock(() -> false);
        refresh();
        requireSound();
    }

    /** What the planner needs to know. */
    Situation situation() {
        return new Situation(
                state.entries(), state.position(), state.exists() ? 0 : asking(() -> Strangers.count(session)));
    }

    /** The ledger's entries. */
    List<Entry> entries() {
        return state.entries();
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
        return new Survey(build, settings, state.entries());
    }

    /** Makes the ledger's tables if there are none. Under the lock. */
    void createLedger() {
        if (state.exists()) {
            return;
        }
        asking(() -> {
            session.connection().setAutoCommit(false);
            try {
                Ledger.create(session.connection(), tables);
                session.connection().commit();
            } finally {
                session.rollback();
            }
            session.connection().setAutoCommit(true);
            state = Ledger.read(session.connection(), tables);
            return true;
        });
    }

    private Ledger ledger(Session on, LedgerState from) {
        @Nullable Version head = build.head();
        Writer writer = new Writer(
                run,
                on.server().role(),
                Host.name(),
                settings.toolVersion(),
                on.server().systemIdentifier(),
                head == null ? null : head.toString(),
                settings.release());
        return new Ledger(tables, writer, on.server().charset(), from);
    }

    private Work work() {
        if (lock == null) {
            throw new IllegalStateException("work needs the lock");
        }
        return new Work(dataSource, session, lock, ledger(session, state), settings.timeouts(), listener);
    }

    /** Runs a plan. Under the lock. */
    void run(Plan plan) {
        Runner runner = new Runner(work(), new CommitDoubt(dataSource, settings, this::ledger), this::report);
        try {
            List<StepResult> ran = runner.run(plan);
            results.clear();
            results.addAll(ran);
        } finally {
            session = runner.work().session();
            lock = runner.work().lock();
        }
        refresh();
    }

    /** What the plan's downs would destroy. Under the lock. */
    Losses losses(Plan plan) {
        LossTrial trial = new LossTrial(work());
        return asking(() -> {
            try {
                return trial.of(plan.steps());
            } catch (StatementError e) {
                if (!session.alive()) {
                    throw e.error();
                }
                throw new StatementFailedException(
                        Failures.of(
                                trial.step(),
                                e.statement(),
                                0,
                                e.error(),
                                Failures.next(e.error(), trial.step(), e.limited())),
                        report(),
                        Failures.cause(e.statement(), e.error()));
            } catch (IOException e) {
                throw new RefusedException(
                        List.of(Refusal.of(
                                "unreadable-file",
                                trial.step().migration().label(),
                                trial.step().script().name(),
                                String.valueOf(e.getMessage()),
                                "make the file readable and leave it alone; run again: bellows down")),
                        report());
            }
        });
    }

    /** Writes one entry. Under the lock. */
    void record(Draft draft) {
        asking(() -> {
            Work work = work();
            try {
                FencedTransaction.begin(session, work.lock(), work.ledger(), "recording")
                        .commit(draft);
            } catch (FencedException | FencedTransaction.LockLostException e) {
                throw new RefusedException(
                        List.of(Refusal.of("fenced", String.valueOf(e.getMessage()), "run again")), report());
            } catch (FencedTransaction.CommitInDoubtException e) {
                throw new UnreachableException(
                        "the connection broke before the reply to COMMIT came; see whether it was recorded: bellows status",
                        report(),
                        e);
            } finally {
                session.rollback();
            }
            return true;
        });
        refresh();
    }

    /** What a run that stops did; what the ledger says by now, where that can still be read. */
    private Report report(Work work, List<StepResult> done) {
        session = work.session();
        lock = work.lock();
        try {
            refresh();
        } catch (BellowsException e) {
            LOG.debug("the ledger could not be read again for the report", e);
        }
        results.addAll(done);
        Report report = report();
        results.clear();
        return report;
    }

    /** What was done and found. */
    Report report() {
        @Nullable Version head = build.head();
        return new Report(
                session.server().database(),
                tables.display(),
                state.position(),
                head == null ? null : head.toString(),
                survey().current(),
                results,
                held,
                List.of(),
                check.notices(),
                null,
                Duration.ofNanos(System.nanoTime() - began));
    }

    @Override
    public void close() {
        @Nullable RunnerLock held = lock;
        if (held != null) {
            try {
                session.rollback();
                held.release();
            } catch (SQLException e) {
                // The session is ending anyway; with it goes the lock.
                Closing.abort(session.connection());
            }
        }
        session.close();
    }
}
