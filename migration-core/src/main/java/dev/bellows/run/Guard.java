package dev.bellows.run;

import dev.bellows.effect.LockMode;
import dev.bellows.model.Blocker;
import dev.bellows.plan.Step;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one transaction within its budget: sets both timeouts before each statement, watches its locks after it. */
final class Guard {
    /** What may change the timeouts that we set: these, and nothing that an ordinary migration does a million times. */
    private static final List<String> MAY_SET =
            List.of("set", "reset", "select", "do", "call", "with", "values", "explain", "execute", "rollback");

    /** What runs code that the text does not show. */
    private static final List<String> HIDES = List.of("do", "call", "select", "with", "values", "explain", "execute");

    private static final double NEARLY_ALL = 0.9;

    private final Work work;
    private final Step step;
    private final Session session;
    private final Relations relations;
    private final Budget budget;
    private final Retries retries;
    private Budget.@Nullable Limits inForce;
    private long started;
    private boolean weak;
    private boolean hides;
    private boolean lockedUpFront;

    /**
     * A guard of one transaction.
     *
     * @param retries says whether to look who is in the way of the first strong lock before queueing for it, and hears that
     *     nobody is
     */
    Guard(Work work, Step step, Retries retries) {
        this.retries = retries;
        this.work = work;
        this.step = step;
        this.session = work.session();
        this.relations = new Relations(session);
        this.budget = budget(work, step);
    }

    private static Budget budget(Work work, Step step) {
        return new Budget(
                work.session().deadlockTimeout(),
                step.lockTimeout(),
                step.maxBlocking(),
                step.statementTimeout(),
                work.timeouts().concurrent());
    }

    /** How long a step's statement may wait for a lock that stops nobody. */
    static Duration lockTimeout(Work work, Step step) {
        return budget(work, step).next(0, false, System.nanoTime()).lock();
    }

    /** What sends a statement to the server. */
    interface Sending {
        void send() throws SQLException, IOException;
    }

    /**
     * Runs a statement within the budget.
     *
     * @throws InTheWayException when older transactions hold what it needs and it need not queue yet
     */
    void run(StatementText statement, Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        run(statement, hides(statement), sending);
    }

    /** Whether it may run code that its text does not show. */
    static boolean hides(StatementText statement) {
        return HIDES.contains(firstWord(statement));
    }

    /** Likewise; {@code mayHide} says whether more may run than the statement's text shows. */
    void run(StatementText statement, boolean mayHide, Sending sending)
            throws StatementError, InTheWayException, SQLException, IOException {
        before(statement, mayHide);
        boolean shown = ProgressViews.shows(firstWord(statement), statement.text());
        // What the text shows has its limit in the timeout, and is watched for the people who wait only.
        @Nullable
        Watcher watcher = hides || shown
                ? Watcher.start(work, step.migration(), hides ? step.maxBlocking() : Duration.ZERO)
                : null;
        try {
            sending.send();
        } catch (SQLException e) {
            boolean limited = usedUp() || (watcher != null && watcher.cancelled());
            throw new StatementError(
                    statement, e, limited && !session.interrupts().cancelled());
        } finally {
            if (watcher != null) {
                watcher.close();
            }
        }
        after(statement);
    }

    /** Looks who would be in the statement's way, and sets what is left of the budget. */
    private void before(StatementText statement, boolean mayHide)
            throws StatementError, SQLException, InTheWayException {
        if (firstWord(statement).equals("close")) {
            // CLOSE ALL takes our cursor too.
            relations.rememberBefore();
        }
        weak = !(statement.use() instanceof TransactionUse.Inside inside && inside.strongLocks());
        hides = !weak && mayHide;
        int tables = weak ? 0 : tables(statement);
        started = System.nanoTime();
        Budget.Limits limits = budget.next(tables, weak, started);
        if (!limits.equals(inForce)) {
            session.execute(setSql(limits) + (inForce == null ? session.endlessSql() : ""));
            inForce = limits;
        }
        started = System.nanoTime();
    }

    /** Whether a relation was there before this transaction. */
    boolean wasBefore(long oid) throws SQLException {
        return relations.wasBefore(oid);
    }

    private int tables(StatementText statement) throws StatementError, SQLException, InTheWayException {
        Reach reach = Reach.of(statement);
        if (reach.tables().isEmpty()) {
            return hides || reach.unknown() ? Budget.MANY : 0;
        }
        lockUpFront(statement);
        Map<Long, LockMode> tables = relations.named(reach);
        clearTheWay(statement, tables);
        return hides || (reach.unknown() && !tables.isEmpty()) ? Budget.MANY : tables.size();
    }

    /** Looks who is in the way of the transaction's first strong locks. */
    private void clearTheWay(StatementText statement, Map<Long, LockMode> tables)
            throws SQLException, InTheWayException {
        if (retries.lookFirst() && !budget.blocking()) {
            Duration age = budget.next(tables.size(), false, System.nanoTime()).lock();
            List<Blocker> holders = relations.olderHolders(tables, age);
            List<Blocker> staying = holders.stream()
                    .filter(holder -> !Blockers.givesWay(holder))
                    .toList();
            if (!staying.isEmpty()) {
                throw new InTheWayException(statement, staying);
            }
            budget.autovacuumInTheWay(!holders.isEmpty());
        }
        retries.wayIsClear();
    }

    /** Before the first statement that locks strongly: all that the migration is known to lock, in one order. */
    private void lockUpFront(StatementText statement) throws StatementError, InTheWayException, SQLException {
        // A single statement locks what it needs itself, and so does one with a transaction of its own.
        boolean needed = !lockedUpFront && step.transactional() && step.statements() > 1;
        lockedUpFront = true;
        if (needed && !step.locks().isEmpty()) {
            List<Relations.Lockable> tables = relations.lockable(step.locks());
            Map<Long, LockMode> modes = new HashMap<>();
            tables.forEach(table -> modes.put(table.oid(), table.mode()));
            clearTheWay(statement, modes);
            new UpFront(session, budget).take(tables, statement);
            inForce = null;
        }
    }

    /** Sees whether traffic may be waiting for us from now on. */
    private void after(StatementText statement) throws SQLException {
        if (!weak && !budget.blocking() && relations.holdsStrongLock()) {
            budget.strongLockSince(started);
        }
        if (MAY_SET.contains(firstWord(statement))) {
            inForce = null;
        }
    }

    /** Somebody else set the timeouts: they are set again before the next statement. */
    void settingsChanged() {
        inForce = null;
    }

    /** Whether the statement that has just failed had used up its time. */
    private boolean usedUp() {
        Budget.@Nullable Limits limits = inForce;
        return limits != null
                && !limits.statement().isZero()
                // The server's clock starts and rounds by itself: nearly all of it is all of it.
                && System.nanoTime() - started >= limits.statement().toNanos() * NEARLY_ALL;
    }

    static String setSql(Budget.Limits limits) {
        return "SET lock_timeout = " + limits.lock().toMillis() + "; SET statement_timeout = "
                + Math.min(limits.statement().toMillis(), Integer.MAX_VALUE);
    }

    static String firstWord(StatementText statement) {
        String text = statement.text();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
