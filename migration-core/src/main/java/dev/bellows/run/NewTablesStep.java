package dev.bellows.run;

import dev.bellows.ledger.FencedException;
import dev.bellows.plan.Step;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration that does nothing but make tables: nobody can be waiting for it, so nobody is asked, and one round trip opens its
 * transaction with the first statement, another one ends it. Whatever goes wrong is left to {@link TransactionalStep}, which
 * runs all of it again and finds out what it was.
 */
final class NewTablesStep {
    /** More are a schema's dump, where a few round trips do not count, and which is not read into memory. */
    private static final int MOST_STATEMENTS = 20;

    private final Work work;
    private final Step step;
    private final List<StatementText> statements;
    private StatementText running;

    private NewTablesStep(Work work, Step step, List<StatementText> statements) {
        this.work = work;
        this.step = step;
        this.statements = statements;
        this.running = statements.get(0);
    }

    /** A step of whose things nothing waits, as such a one; null where it is none. */
    static @Nullable NewTablesStep of(Work work, Step step) throws IOException, SQLException {
        boolean plain = step.transactional()
                && step.script().hasText()
                && step.statements() > 0
                && step.statements() <= MOST_STATEMENTS
                && !step.gated()
                && step.check() == null
                && step.statementTimeout() == null;
        if (!plain) {
            return null;
        }
        NewTables tables = new NewTables();
        List<StatementText> statements = new ArrayList<>();
        try (Splitter splitter =
                new Splitter(step.script().name(), step.script().open())) {
            for (@Nullable StatementText next = splitter.next(); next != null; next = splitter.next()) {
                if (!tables.goOnWith(next)) {
                    return null;
                }
                statements.add(next);
            }
        }
        // A temporary table would hide one that is made.
        return work.session().sweep() ? new NewTablesStep(work, step, statements) : null;
    }

    /**
     * Runs it.
     *
     * @return false where nothing of it is done
     * @throws StatementError when it was cancelled, or the connection was lost
     */
    boolean run() throws StatementError {
        try {
            once();
            return true;
        } catch (SQLException e) {
            work.session().rollback();
            if (Failures.state(e).equals(Failures.CANCELLED) || !work.session().alive()) {
                throw new StatementError(running, e, false);
            }
            return false;
        } catch (FencedException e) {
            work.session().rollback();
            return false;
        }
    }

    private void once() throws SQLException {
        long began = System.nanoTime();
        work.session().interrupts().begin();
        FencedTransaction transaction;
        try {
            transaction = FencedTransaction.beginWith(
                    work, step.migration().label().toString(), Guard.lockTimeout(work, step), statements.get(0));
            for (StatementText statement : statements.subList(1, statements.size())) {
                execute(statement);
            }
        } finally {
            work.session().interrupts().end();
        }
        transaction.commitWithoutReset(
                Drafts.progress(step, step.statements(), null, Duration.ofNanos(System.nanoTime() - began)));
    }

    private void execute(StatementText text) throws SQLException {
        running = text;
        try (Statement statement = work.session().connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text.text());
        }
    }
}
