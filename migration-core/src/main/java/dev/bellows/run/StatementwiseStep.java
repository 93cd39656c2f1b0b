package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.PrefixChecksum;
import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.sql.Name;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.Tokens;
import dev.bellows.sql.TransactionUse;
import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A migration that PostgreSQL does not run in one transaction. Each statement that can commits together with its
 * progress; one that cannot is announced first, so that at most one statement is ever in doubt. Settings that the file
 * makes are made again before each statement: between them the session is ours, and after a crash it is a new one.
 */
final class StatementwiseStep {
    /** What the text does not tell to commit inside, or to be forbidden in a transaction; the directive says it. */
    private static final Set<String> OUTSIDE_BY_DIRECTIVE = Set.of("call", "do", "reindex", "cluster");

    /** A SELECT that does nothing but set, as pg_dump writes it: anything beside it would happen again. */
    private static final Pattern SET_CONFIG =
            Pattern.compile("(?is)select\\s+(pg_catalog\\.)?set_config\\s*\\([^()]*\\)");

    private final Work work;
    private final Step step;
    private final Executor executor;
    private final Probes probes;
    private final List<String> settings = new ArrayList<>();
    private PrefixChecksum prefix = new PrefixChecksum();
    private final long began = System.nanoTime();
    private int done;

    StatementwiseStep(Work work, Step step) {
        this.work = work;
        this.step = step;
        this.executor = new Executor(work.session().connection());
        this.probes = new Probes(work, step);
    }

    /** How many statements are in the database now. */
    int done() {
        return done;
    }

    /** The checksum of those. */
    @Nullable
    String prefixChecksum() {
        return done == 0 ? null : prefix.value();
    }

    /** Runs what is left of it. */
    void run() throws StatementError, IOException, SQLException {
        try (Splitter splitter =
                new Splitter(step.script().name(), step.script().open())) {
            for (@Nullable StatementText statement = splitter.next(); statement != null; statement = splitter.next()) {
                if (statement.number() > step.done()) {
                    one(statement, splitter);
                } else {
                    PrefixChecksum next = after(statement);
                    if (statement.use() instanceof TransactionUse.CopyFromStdin) {
                        next.data(splitter.copyData()).transferTo(Writer.nullWriter());
                    }
                    finished(statement, next);
                }
            }
        }
        if (step.done() == step.statements()) {
            record(Drafts.progress(step, done, null, took()));
        }
    }

    private void one(StatementText statement, Splitter splitter) throws StatementError, IOException, SQLException {
        work.listener().on(new Progress.StatementStarted(step.migration(), statement.number(), step.statements()));
        if (!outside(statement)) {
            inside(statement, splitter);
        } else if (doneAlready(statement)) {
            finished(statement, after(statement));
            record(Drafts.progress(step, done, prefixChecksum(), took()));
        } else {
            outside(statement, !inDoubt(statement));
        }
    }

    private boolean doneAlready(StatementText statement) throws SQLException {
        return asTheFile(() -> (inDoubt(statement) || probes.pendingDetach(statement)) && probes.done(statement));
    }

    private boolean inDoubt(StatementText statement) {
        return step.inDoubt() && statement.number() == step.done() + 1;
    }

    private boolean outside(StatementText statement) {
        boolean off = Boolean.FALSE.equals(step.script().outline().directives().transaction());
        return statement.use() instanceof TransactionUse.Outside
                || (off && OUTSIDE_BY_DIRECTIVE.contains(Guard.firstWord(statement)));
    }

    /** What the checksum of the statements done will be, once this one is; the data of a COPY aside. */
    private PrefixChecksum after(StatementText statement) {
        PrefixChecksum next = prefix.copy();
        next.add(statement.text());
        return next;
    }

    private void finished(StatementText statement, PrefixChecksum next) {
        if (setsForTheSession(statement)) {
            settings.add(statement.text());
        }
        prefix = next;
        done = statement.number();
    }

    /** SET LOCAL and SET CONSTRAINTS end with their transaction; pg_dump's set_config is a SET by another name. */
    private static boolean setsForTheSession(StatementText statement) {
        List<String> words =
                switch (Guard.firstWord(statement)) {
                    case "set", "reset", "select" ->
                        Tokens.identifiers(statement.text()).stream()
                                .map(Name::name)
                                .toList();
                    default -> List.of();
                };
        return !words.isEmpty()
                && switch (words.get(0)) {
                    case "set" ->
                        words.size() > 1
                                && !words.get(1).equals("local")
                                && !words.get(1).equals("constraints");
                    case "select" -> SET_CONFIG.matcher(statement.text()).matches();
                    default -> true;
                };
    }

    /** In a transaction of its own, with its progress. */
    private void inside(StatementText statement, Splitter splitter) throws StatementError, IOException, SQLException {
        // The data of a COPY is read from the file as it goes: a second try would find none.
        boolean repeatable = !(statement.use() instanceof TransactionUse.CopyFromStdin);
        new Retries(work, step).run(lookFirst -> insideOnce(statement, splitter, lookFirst), repeatable);
    }

    private boolean insideOnce(StatementText statement, Splitter splitter, boolean lookFirst)
            throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.begin(
                work.session(), work.lock(), work.ledger(), step.migration().label());
        replaySettings();
        Guard guard = new Guard(work, step, lookFirst);
        PrefixChecksum next = after(statement);
        guard.run(statement, executor, () -> next.data(splitter.copyData()));
        try {
            transaction.commit(Drafts.progress(step, statement.number(), next.value(), took()));
        } catch (SQLException e) {
            throw new StatementError(statement, e, false);
        }
        finished(statement, next);
        return true;
    }

    /** Announced, run without a transaction, recorded. */
    private void outside(StatementText statement, boolean announce) throws StatementError, SQLException {
        clearTheWay(statement);
        if (announce) {
            record(Drafts.intent(step, done, after(statement).value()));
        }
        Retries retries = new Retries(work, step);
        while (true) {
            long tried = System.nanoTime();
            if (!work.lock().stillHeld()) {
                throw new FencedTransaction.LockLostException();
            }
            try {
                replaySettings();
                work.session().execute(Guard.setSql(limits(statement)));
                work.session().execute(Session.namedSql(step.migration().label()));
                watched(statement);
                break;
            } catch (SQLException e) {
                if (!work.session().alive()) {
                    throw new StatementError(statement, e, false);
                }
                work.session().execute(work.session().resetSql());
                boolean again = !(statement.use() instanceof TransactionUse.OnlyOnce)
                        && statement.use() instanceof TransactionUse.Outside;
                clearTheWay(statement);
                if (!again || !retries.again(statement, e, Duration.ofNanos(System.nanoTime() - tried))) {
                    throw new StatementError(statement, retries.explained(e), false);
                }
            }
        }
        work.session().execute(work.session().resetSql());
        asTheFile(() -> {
            probes.requireDone(statement);
            return true;
        });
        finished(statement, after(statement));
        record(Drafts.progress(step, done, prefixChecksum(), took()));
    }

    private void watched(StatementText statement) throws SQLException {
        Watcher watcher = Watcher.start(work, step.migration(), Duration.ZERO);
        try {
            executor.run(statement.text());
        } finally {
            watcher.close();
        }
    }

    /** A statement that queues nobody waits as long as it must; another one as long as any strong lock may be waited for. */
    private Budget.Limits limits(StatementText statement) {
        boolean full = statement.use() instanceof TransactionUse.Repeatable
                && LockMode.of(statement.text()).names().stream()
                        .anyMatch(name -> name.name().equals("full"));
        boolean weak = !full
                && statement.use() instanceof TransactionUse.Outside
                && !(statement.use() instanceof TransactionUse.OnlyOnce);
        Budget budget = new Budget(
                work.session().server().deadlockTimeout(),
                step.lockTimeout(),
                Duration.ZERO,
                step.statementTimeout() != null
                        ? step.statementTimeout()
                        : work.timeouts().concurrent(),
                work.timeouts().concurrent());
        return budget.next(weak ? 0 : 1, weak, System.nanoTime());
    }

    private void clearTheWay(StatementText statement) throws SQLException {
        asTheFile(() -> {
            probes.clearTheWay(statement);
            return true;
        });
    }

    /** A question to the database. */
    private interface Question {
        boolean ask() throws SQLException;
    }

    /** With the settings that the file made: its names mean then what they mean for its statements. */
    private boolean asTheFile(Question question) throws SQLException {
        replaySettings();
        try {
            return question.ask();
        } finally {
            work.session().execute(work.session().resetSql());
        }
    }

    private void replaySettings() throws SQLException {
        for (String sql : settings) {
            work.session().execute(sql);
        }
    }

    private void record(Draft draft) throws SQLException {
        try {
            FencedTransaction.begin(
                            work.session(),
                            work.lock(),
                            work.ledger(),
                            step.migration().label())
                    .commit(draft);
        } catch (SQLException | RuntimeException e) {
            work.session().rollback();
            throw e;
        }
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
