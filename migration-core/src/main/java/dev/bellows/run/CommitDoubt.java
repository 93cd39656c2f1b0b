package dev.bellows.run;

import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.LedgerState;
import dev.bellows.ledger.Sql;
import dev.bellows.model.Entry;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.UnexpectedException;
import dev.bellows.model.UnreachableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a transaction committed whose reply never came: a new session, to the primary, waits for the lock (the
 * old backend may still be at work), reads the ledger, and has {@code pg_xact_status} confirm.
 */
final class CommitDoubt {
    private static final Duration RECONNECTING = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    /**
     * What was found.
     *
     * @param work the new session, with the lock
     */
    record Outcome(boolean committed, Work work) {}

    private final DataSource dataSource;
    private final Settings settings;

    CommitDoubt(DataSource dataSource, Settings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    Outcome settle(Work broken, FencedTransaction.CommitInDoubtException doubt, Report soFar) {
        broken.session().close();
        try {
            return ask(broken, doubt, soFar);
        } catch (InterruptedRunException e) {
            throw new InterruptedRunException(
                    "interrupted while finding out what became of a COMMIT without a reply: the last migration is applied"
                            + " wholly or not at all; next: see which with: bellows status",
                    soFar,
                    e);
        }
    }

    private Outcome ask(Work broken, FencedTransaction.CommitInDoubtException doubt, Report soFar) {
        Session session = reconnect(soFar);
        try {
            RunnerLock lock = new RunnerLock(session, broken.ledger().tables());
            new LockWait(lock, broken.listener(), settings.timeouts().runnerLock(), () -> soFar)
                    .acquire(LockWait.Done.NEVER);
            LedgerState state =
                    Ledger.read(session.connection(), broken.ledger().tables());
            boolean recorded = state.entries().stream().anyMatch(entry -> same(entry, doubt.entry()));
            String status = status(session, doubt.transactionId());
            boolean contradiction = recorded ? status.equals("aborted") : status.equals("committed");
            if (contradiction) {
                throw new UnexpectedException(
                        "the server says that transaction " + doubt.transactionId() + " " + status + ", and the ledger "
                                + (recorded ? "has" : "lacks") + " its entry "
                                + doubt.entry().position()
                                + "; next: make sure that this is the same server, and see: bellows status",
                        soFar);
            }
            // The plan is of before. Whoever was quicker than us has moved the head, and the fence must tell: so the
            // ledger goes on from our own entry, not from the newest.
            if (recorded) {
                broken.ledger().committed(doubt.entry());
            }
            Work work = new Work(
                    dataSource,
                    session,
                    lock,
                    broken.ledger(),
                    broken.timeouts(),
                    broken.throttle(),
                    broken.listener(),
                    broken.neighbours());
            return new Outcome(recorded, work);
        } catch (SQLException e) {
            session.close();
            throw unknown(soFar, e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** To the primary: after a failover a standby may answer first, and what it lacks may be on the primary. */
    private Session reconnect(Report soFar) {
        long began = System.nanoTime();
        while (true) {
            @Nullable UnreachableException why = null;
            try {
                Session session = Session.open(dataSource, settings, () -> soFar);
                if (!session.server().standby()) {
                    return session;
                }
                session.close();
            } catch (UnreachableException e) {
                why = e;
            }
            if (System.nanoTime() - began > RECONNECTING.toNanos()) {
                throw unknown(soFar, why);
            }
            Pause.jittered(BETWEEN_TRIES);
        }
    }

    private static UnreachableException unknown(Report soFar, @Nullable Exception cause) {
        return new UnreachableException(
                "the connection broke before the reply to COMMIT came, and the primary cannot be reached again: the last"
                        + " migration is applied wholly or not at all; next: see which with: bellows status",
                soFar,
                cause);
    }

    private static boolean same(Entry one, Entry other) {
        return one.position() == other.position() && one.hash().equals(other.hash());
    }

    private static String status(Session session, String transactionId) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.pg_xact_status(" + Sql.literal(transactionId) + "::pg_catalog.xid8)")) {
            row.next();
            @Nullable String status = row.getString(1);
            return status == null ? "too old to tell" : status;
        } catch (SQLException e) {
            // A transaction that another timeline never had is "in the future" there: it did not commit here.
            if (session.alive()) {
                return "aborted";
            }
            throw e;
        }
    }
}
