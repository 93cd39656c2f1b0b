package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.plan.Clearing;
import dev.bellows.plan.Step;
import dev.bellows.sql.Name;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks the database what became of a statement that runs outside a transaction, and removes what a broken one left
 * behind, as {@link Leftovers} finds it.
 */
final class Probes {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Work work;
    private final Step step;
    private final IndexCatalog indexes;
    private final Leftovers leftovers;

    Probes(Work work, Step step) {
        this.work = work;
        this.step = step;
        this.indexes = new IndexCatalog(work.session());
        this.leftovers = new Leftovers(work.session());
    }

    /**
     * Whether a statement in doubt was done.
     *
     * @throws RefusedException when the database cannot tell
     */
    boolean done(StatementText statement) throws SQLException {
        if (statement.use() instanceof TransactionUse.CreateIndexConcurrently create) {
            try {
                return indexDone(statement, create);
            } catch (SQLException e) {
                if (work.session().alive()) {
                    throw unanswered(statement, e);
                }
                throw e;
            }
        }
        if (statement.use() instanceof TransactionUse.DropIndexConcurrently drop) {
            for (Name index : drop.indexes()) {
                if (exists(index)) {
                    return false;
                }
            }
            return true;
        }
        if (statement.use() instanceof TransactionUse.DetachConcurrently detach) {
            return detached(statement, detach);
        }
        return false;
    }

    private boolean indexDone(StatementText statement, TransactionUse.CreateIndexConcurrently create)
            throws SQLException {
        clearTheWay(statement);
        List<IndexCatalog.Index> found = indexes.named(create);
        for (IndexCatalog.Index index : found) {
            if (indexes.sameDefinition(statement.text(), create, index)) {
                return true;
            }
        }
        // Where PostgreSQL chooses the name, other indexes of the table are none of this statement's business.
        if (found.isEmpty() || create.index() == null) {
            return false;
        }
        throw undecided(
                statement,
                "an index " + found.get(0).name() + " exists, valid, with another definition than this statement's");
    }

    /** Whether a detach began and was not ended, whoever began it: the same statement would only fail. */
    boolean pendingDetach(StatementText statement) throws SQLException {
        return leftovers.pendingDetach(statement).isPresent();
    }

    private boolean detached(StatementText statement, TransactionUse.DetachConcurrently detach) throws SQLException {
        Optional<Clearing> pending = leftovers.pendingDetach(statement);
        if (pending.isPresent()) {
            // Unlike the statement itself it locks the partition strongly.
            clear(
                    pending.get(),
                    "SET lock_timeout = " + work.session().deadlockTimeout().toMillis() * 8 / 10);
            return true;
        }
        boolean attached = one("SELECT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = "
                        + Leftovers.regclass(detach.partition()) + " AND inhparent = "
                        + Leftovers.regclass(detach.table()) + ")")
                .equals("t");
        return !attached && exists(detach.partition());
    }

    /** Removes what an earlier try left behind and what would make this one fail, or pass without doing anything. */
    void clearTheWay(StatementText statement) throws SQLException {
        for (Leftovers.Broken broken : leftovers.brokenIndexes(statement)) {
            drop(broken.index(), broken.clearing());
        }
    }

    /** Executes what the plan showed, or would show now. */
    private void clear(Clearing clearing, String limits) throws SQLException {
        String sql = String.valueOf(clearing.sql());
        notice(clearing.why() + ": " + sql);
        work.session().execute(limits);
        work.session().executeCancellable(sql);
    }

    private void drop(IndexCatalog.Index index, Clearing clearing) throws SQLException {
        boolean told = false;
        long began = System.nanoTime();
        while (indexes.built(index)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (waited.compareTo(work.timeouts().retry()) > 0
                    && !work.timeouts().retry().isZero()) {
                throw new RefusedException(
                        List.of(Refusal.of(
                                "index-in-use",
                                step.migration().label(),
                                step.script().name(),
                                "another session has worked on the invalid index " + index.name() + " for "
                                        + Messages.time(waited),
                                "see who it is in pg_stat_activity, then run again: bellows apply")),
                        Report.EMPTY);
            }
            if (!told) {
                notice("waiting for another session that may be building the index " + index.name());
                told = true;
            }
            Pause.jittered(LOOK_AGAIN);
        }
        if (indexes.stillInvalid(index)) {
            clear(
                    clearing,
                    "SET lock_timeout = 0; SET statement_timeout = "
                            + Math.min(work.timeouts().concurrent().toMillis(), Integer.MAX_VALUE));
        }
    }

    /**
     * After a statement: a concurrent index build that reported success must have made a valid index. IF NOT EXISTS over
     * an index that somebody else is building, or broke, reports success and has made none.
     */
    void requireDone(StatementText statement) throws SQLException {
        if (statement.use() instanceof TransactionUse.CreateIndexConcurrently create
                && !indexes.invalid(statement.text(), create).isEmpty()) {
            throw undecided(statement, "the index is INVALID although its build reported success");
        }
    }

    private RefusedException undecided(StatementText statement, String why) {
        int number = statement.number();
        return new RefusedException(
                List.of(Refusal.at(
                        "in-doubt",
                        step.migration().label(),
                        step.script().name(),
                        statement.span().line(),
                        why,
                        "look at it, then: bellows resolve " + step.migration().label() + " --as resume-at:"
                                + (number + 1) + " (take it as done) or resume-at:" + number + " (run it again)")),
                Report.EMPTY);
    }

    /** A question that the server did not answer settles nothing: the statement is still in doubt, and has not failed. */
    private RefusedException unanswered(StatementText statement, SQLException why) {
        return new RefusedException(
                List.of(Refusal.at(
                        "in-doubt",
                        step.migration().label(),
                        step.script().name(),
                        statement.span().line(),
                        "whether it was done cannot be found out: " + Messages.firstLine(why.getMessage()),
                        "remove that hindrance, then: bellows apply")),
                Report.EMPTY);
    }

    private boolean exists(Name name) throws SQLException {
        return one("SELECT pg_catalog.to_regclass(" + literal(name) + ") IS NOT NULL")
                .equals("t");
    }

    private void notice(String text) {
        work.listener().on(new Progress.Notice(step.migration().label() + ": " + text));
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = work.session().connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    static String quote(Name name) {
        return name.schema() == null ? Sql.quote(name.name()) : Sql.quote(name.schema(), name.name());
    }

    static String literal(Name name) {
        return Sql.literal(quote(name));
    }
}
