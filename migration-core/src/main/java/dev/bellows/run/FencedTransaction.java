package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.Sql;
import dev.bellows.model.Entry;
import dev.bellows.sql.StatementText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A transaction of ours: begins by moving the ledger's head and proving that backend and lock are still ours, ends with
 * the entry. Both with one round trip.
 */
final class FencedTransaction {
    /** A cursor over the relations that were there before the transaction did anything; opened lazily costs nothing. */
    static final String BEFORE = "bellows_before";

    static final String DECLARE_BEFORE = "DECLARE " + BEFORE + " NO SCROLL CURSOR FOR SELECT oid::bigint"
            + " FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'm', 'v', 'f')"
            + " AND relnamespace <> 'pg_catalog'::pg_catalog.regnamespace";

    /** Triggers that see each DDL statement, and may do anything then. */
    private static final String EVENT_TRIGGERS =
            "EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D')";

    private final Session session;
    private final Ledger ledger;
    private final String transactionId;
    private final CatalogChanges changes;

    private FencedTransaction(Session session, Ledger ledger, String transactionId, CatalogChanges changes) {
        this.session = session;
        this.ledger = ledger;
        this.transactionId = transactionId;
        this.changes = changes;
    }

    /**
     * Begins.
     *
     * @param doing what waiting runners shall read about us
     * @param first what runs first in it, without results; may be empty
     * @throws dev.bellows.ledger.FencedException when another runner acted; nothing of ours has run then
     * @throws LockLostException when the backend or the lock is no longer ours
     */
    static FencedTransaction begin(Work work, String doing, String first) throws SQLException {
        Session session = work.session();
        session.connection().setAutoCommit(false);
        String sql = work.ledger().fenceSql() + "; SELECT (" + work.lock().stillHeldSql() + "), " + CatalogChanges.COUNT
                + "; " + first + "; " + DECLARE_BEFORE
                + "; SELECT pg_catalog.set_config('application_name', " + Sql.literal(Session.applicationName(doing))
                + ", true)";
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
            String transactionId = fenced(work, statement);
            statement.getMoreResults();
            try (ResultSet held = statement.getResultSet()) {
                if (!held.next() || !held.getBoolean(1)) {
                    throw new LockLostException();
                }
                CatalogChanges changes = new CatalogChanges(held.getObject(2, Long.class));
                return new FencedTransaction(session, work.ledger(), transactionId, changes);
            }
        }
    }

    private static String fenced(Work work, Statement statement) throws SQLException {
        try (ResultSet fence = statement.getResultSet()) {
            return work.ledger().fenced(fence);
        }
    }

    /**
     * Begins with a statement of a migration, in one round trip, where nothing is to be asked before it. It does not run where
     * the lock or the ledger is another's, or where others' triggers see it.
     *
     * @param lockTimeout for all of the transaction
     * @throws SQLException when any of that failed; which it was, {@link #begin} tells
     */
    static FencedTransaction beginWith(Work work, String doing, Duration lockTimeout, StatementText statement)
            throws SQLException {
        Session session = work.session();
        session.connection().setAutoCommit(false);
        String settings = "pg_catalog.set_config('application_name', " + Sql.literal(Session.applicationName(doing))
                + ", true) || pg_catalog.set_config('lock_timeout', '" + lockTimeout.toMillis() + "', true)";
        String proof = work.ledger()
                .requireFencedSql("(" + work.lock().stillHeldSql() + ") AND NOT " + EVENT_TRIGGERS, settings);
        try (Statement sent = session.connection().createStatement()) {
            sent.setEscapeProcessing(false);
            // Without a blank before it, so that the server counts the place of an error from the same character.
            sent.execute(work.ledger().fenceSql() + "; " + proof + ";" + statement.text());
            return new FencedTransaction(session, work.ledger(), fenced(work, sent), new CatalogChanges(null));
        }
    }

    /** Likewise; an interrupt cancels it while the head is locked by somebody else. */
    static FencedTransaction beginCancellable(Work work, String doing, String first) throws SQLException {
        work.session().interrupts().begin();
        try {
            return begin(work, doing, first);
        } finally {
            work.session().interrupts().end();
        }
    }

    /** Writes an entry in a transaction that does nothing else; what fails is rolled back. */
    static void record(Work work, String doing, Draft draft) throws SQLException {
        try {
            begin(work, doing, "").commit(draft);
        } catch (SQLException | RuntimeException e) {
            work.session().rollback();
            throw e;
        }
    }

    /** What a transaction writes, found in it. */
    interface Drafting {
        List<Draft> drafts() throws SQLException;
    }

    /** Writes entries in one transaction that else only reads; what fails is rolled back, and so is a transaction without any. */
    static void recordAll(Work work, String doing, Drafting drafting) throws SQLException {
        try {
            FencedTransaction transaction = begin(work, doing, "");
            List<Draft> drafts = drafting.drafts();
            if (drafts.isEmpty()) {
                work.session().rollback();
                return;
            }
            for (Draft draft : drafts.subList(0, drafts.size() - 1)) {
                transaction.append(draft);
            }
            transaction.commit(drafts.get(drafts.size() - 1));
        } catch (SQLException | RuntimeException e) {
            work.session().rollback();
            throw e;
        }
    }

    /** Whether it may have dropped a table or a column by now. */
    boolean mayHaveDropped() throws SQLException {
        return changes.any(session);
    }

    /** Writes one of several entries, and makes room for the next. */
    private void append(Draft draft) throws SQLException {
        ledger.committed(ledger.append(session.connection(), draft));
        try (Statement statement = session.connection().createStatement();
                ResultSet fence = statement.executeQuery(ledger.fenceSql())) {
            ledger.fenced(fence);
        }
    }

    /**
     * Resets what the statements changed, writes the entry, commits: all with one round trip.
     *
     * @throws CommitInDoubtException when the connection broke before the reply to COMMIT came
     */
    void commit(Draft draft) throws SQLException {
        commit(draft, session.resetSql());
    }

    /** Likewise, and ends what else a migration may leave behind. */
    void commitAndSweep(Draft draft) throws SQLException {
        commit(draft, session.resetSql() + "; " + session.sweepAtEndSql());
    }

    /** Likewise where the statements can have changed no setting of the session. */
    void commitWithoutReset(Draft draft) throws SQLException {
        commit(draft, "");
    }

    private void commit(Draft draft, String last) throws SQLException {
        Entry entry = ledger.next(draft);
        ledger.prepare(session.connection(), entry);
        try {
            ledger.commit(session.connection(), last, entry);
        } catch (SQLException e) {
            if (session.alive()) {
                throw e;
            }
            throw new CommitInDoubtException(entry, transactionId, e);
        }
        ledger.committed(entry);
        session.connection().setAutoCommit(true);
    }

    /** The session's backend or its lock is gone. Thrown before a statement of a migration runs. */
    static final class LockLostException extends RuntimeException {
        LockLostException() {
            super("the session no longer holds Bellows's lock: something released it");
        }
    }

    /** COMMIT was sent and the connection broke: the entry tells, once the ledger can be read again. */
    static final class CommitInDoubtException extends RuntimeException {
        private final Entry entry;
        private final String transactionId;

        CommitInDoubtException(Entry entry, String transactionId, SQLException cause) {
            super("the reply to COMMIT never came", cause);
            this.entry = entry;
            this.transactionId = transactionId;
        }

        Entry entry() {
            return entry;
        }

        String transactionId() {
            return transactionId;
        }
    }
}
