package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.EventKind;
import dev.bellows.model.PrefixChecksum;
import dev.bellows.model.Progress;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Copies;
import dev.bellows.quarantine.Records;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A migration that PostgreSQL does not run in one transaction. Each statement that can commits together with its
 * progress; one that cannot is announced first, so that at most one statement is ever in doubt. Settings that the file
 * makes are made again before each statement: between them the session is ours, and after a crash it is a new one.
 */
final class StatementwiseStep {
    /** What the text does not tell to commit inside, or to be forbidden in a transaction; the directive says it. */
    private static final Set<String> OUTSIDE_BY_DIRECTIVE = Set.of("call", "do", "reindex", "cluster");

    private final Work work;
    private final Step step;
    private final Gatekeeper gatekeeper;
    private final Copies copies;
    private final Executor executor;
    private final OutsideStatement outside;
    private final FileSettings settings;
    private PrefixChecksum prefix = new PrefixChecksum();
    private final Set<String> returned = new HashSet<>();
    private final long began = System.nanoTime();
    private int done;
    private List<String> alsoDropped = List.of();

    StatementwiseStep(Work work, Step step, Gatekeeper gatekeeper, Copies copies) {
        this.work = work;
        this.step = step;
        this.gatekeeper = gatekeeper;
        this.copies = copies;
        this.executor = new Executor(work.session());
        this.settings = new FileSettings(work.session());
        this.outside = new OutsideStatement(work, step, settings);
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
            recordProgress();
        }
        comeBack();
    }

    /**
     * Columns that the statements have made come back for good, in a transaction of its own: the last statement may have none, or
     * run as a role of the file's choice, which may not read the ledger.
     */
    void comeBack() throws StatementError, IOException, SQLException {
        if (Quarantining.columnsWait(work, step)) {
            new Retries(work, step).run(this::comeBackOnce, true);
        }
    }

    private boolean comeBackOnce(Retries retries) throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work, step.migration().label().toString(), Quarantining.begins(step));
        Quarantining quarantining = Quarantining.of(work, step, step.statements(), returned, copies);
        quarantining.comeAtLast();
        quarantining.finish(new Guard(work, step, retries), transaction::mayHaveDropped);
        transaction.commit(quarantining.noted(Draft.about(
                EventKind.RESTORED, step.migration().owner(), step.migration().version())));
        return true;
    }

    private void one(StatementText statement, Splitter splitter) throws StatementError, IOException, SQLException {
        work.listener().on(new Progress.StatementStarted(step.migration(), statement.number(), step.statements()));
        if (outside(statement)) {
            outside(statement, inDoubt(statement));
        } else {
            inside(statement, splitter);
        }
    }

    /** Announced, run without a transaction, recorded; unless it was in doubt and is found done. */
    private void outside(StatementText statement, boolean inDoubt) throws StatementError, IOException, SQLException {
        if (!outside.doneAlready(statement, inDoubt)) {
            gatekeeper.look(work, step);
            outside.clearTheWay(statement);
            // Also where it is in doubt: whoever announced it before and still believes in it must find the head moved.
            record(Drafts.intent(step, done, after(statement).value()));
            alsoDropped = AlsoDropped.outside(work, step, statement);
            outside.run(statement);
            tellTaken(statement);
        }
        finished(statement, after(statement));
        recordProgress();
    }

    /** What it took of others' cannot be undone. */
    private void tellTaken(StatementText statement) throws SQLException {
        String taken = work.neighbours().taken(work.session());
        if (!taken.isEmpty()) {
            work.listener()
                    .on(new Progress.Notice(step.script().name() + ":"
                            + statement.span().line() + ": " + taken
                            + ", which was there before the first run, is gone; this statement ran outside a transaction, and"
                            + " cannot be undone: if somebody needs it, bring it back from a backup"));
        }
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

    private void finished(StatementText statement, PrefixChecksum next) throws SQLException {
        settings.remember(statement);
        prefix = next;
        done = statement.number();
    }

    /** In a transaction of its own, with its progress. */
    private void inside(StatementText statement, Splitter splitter) throws StatementError, IOException, SQLException {
        // The data of a COPY is read from the file as it goes: a second try would find none.
        boolean repeatable = !(statement.use() instanceof TransactionUse.CopyFromStdin);
        new Retries(work, step)
                .run(retries -> insideOnce(statement, splitter, retries), repeatable)
                .committed();
    }

    private Quarantining insideOnce(StatementText statement, Splitter splitter, Retries retries)
            throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work, step.migration().label().toString(), Quarantining.begins(step));
        settings.make();
        Guard guard = new Guard(work, step, retries);
        PrefixChecksum next = after(statement);
        Quarantining quarantining = Quarantining.of(work, step, statement.number(), returned, copies);
        quarantining.run(statement, guard, () -> executor.run(statement, () -> next.data(splitter.copyData())));
        quarantining.finish(guard, transaction::mayHaveDropped);
        if (statement.number() == step.statements()) {
            Checking.inTransaction(work.session(), step, guard);
        }
        try {
            gatekeeper.look(work, step);
            transaction.commit(quarantining.noted(Drafts.progress(step, statement.number(), next.value(), took())));
        } catch (SQLException e) {
            throw new StatementError(statement, e, false);
        }
        finished(statement, next);
        return quarantining;
    }

    /** The entry about what is done; the last one says that the migration is applied, and so that its check holds. */
    private void recordProgress() throws StatementError, IOException, SQLException {
        if (done < step.statements() || step.check() == null) {
            record(progress());
        } else {
            new Retries(work, step).run(this::checkAndRecord, true);
        }
    }

    private boolean checkAndRecord(Retries retries)
            throws StatementError, InTheWayException, IOException, SQLException {
        FencedTransaction transaction = FencedTransaction.beginCancellable(
                work, step.migration().label().toString(), "");
        Checking.inTransaction(work.session(), step, new Guard(work, step, retries));
        transaction.commit(progress());
        return true;
    }

    /** With what the last statement dropped for good. */
    private Draft progress() throws SQLException {
        Draft draft = Drafts.progress(step, done, prefixChecksum(), took());
        List<String> also = alsoDropped;
        alsoDropped = List.of();
        return also.isEmpty()
                ? draft
                : draft.on(Records.evidence(
                        work.session().connection(), List.of(), also, List.of(), List.of(), List.of()));
    }

    private void record(Draft draft) throws SQLException {
        FencedTransaction.record(work, step.migration().label().toString(), draft);
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
