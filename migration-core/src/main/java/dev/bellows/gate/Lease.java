package dev.bellows.gate;

import dev.bellows.ledger.GateTables;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live instance's registration of its build. While it lasts, no contract runs that this build could not live with. It is
 * renewed through the application's own pool, twice in its lifetime at least; an instance that was away for longer enters again,
 * unless a contract has overtaken it meanwhile.
 *
 * <p>Close it when the instance serves no more: its open sessions still count as alive until they are closed, so it does not
 * matter which of the two goes first. Behind a transaction pooler sessions prove nothing, and the lease runs out by itself.
 */
public final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 3;
    private static final double JITTER = 0.2;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Register register;
    private final Declaration self;
    private final Listener listener;
    private final Supplier<Report> report;
    private final boolean pooled;
    private final Runnable afterRenewal;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean overtaken;
    private volatile boolean closed;

    private Lease(
            Register register,
            Declaration self,
            Listener listener,
            Supplier<Report> report,
            boolean pooled,
            Runnable afterRenewal) {
        this.register = register;
        this.self = self;
        this.listener = listener;
        this.report = report;
        this.pooled = pooled;
        this.afterRenewal = afterRenewal;
    }

    /**
     * Enters, and renews from then on.
     *
     * @param listener hears when a contract has overtaken this instance while it was away
     * @param report what was done until now
     * @param afterRenewal what is to be done from time to time while the lease lasts; it throws nothing
     * @throws SQLException with {@link GateTables#OVERTAKEN} when a contract has overtaken the build
     */
    public static Lease enter(
            DataSource dataSource,
            GateTables tables,
            Declaration self,
            Listener listener,
            Supplier<Report> report,
            Runnable afterRenewal)
            throws SQLException {
        Register register = new Register(dataSource, tables);
        Register.Entered entered = register.enter(self);
        Lease lease = new Lease(register, self, listener, report, entered.pooled(), afterRenewal);
        lease.adviseOnSessions(entered.sessionName());
        Thread thread =
                new Thread(lease::keep, "bellows-lease-" + self.settings().application());
        thread.setDaemon(true);
        thread.start();
        return lease;
    }

    /** A pool whose sessions declare nothing holds every contract, also those that this build could live with. */
    private void adviseOnSessions(String name) {
        if (!pooled && !name.startsWith(self.sessionName())) {
            listener.on(new Progress.Notice("sessions of this pool are called '" + name
                    + "' and declare nothing, so while they are open they may hold contracts; let the pool set"
                    + " application_name (the driver's ApplicationName) to " + self.sessionName()));
        }
    }

    /** What the call did, and what was done since while the lease lasts. */
    public Report report() {
        return report.get();
    }

    /** Whether a contract has overtaken this instance while it was away: it should stop serving. */
    public boolean overtaken() {
        return overtaken;
    }

    /** Its name, which no other has. */
    public String instance() {
        return self.instance();
    }

    private Duration interval() {
        double jitter = 1 + ThreadLocalRandom.current().nextDouble() * JITTER;
        return Duration.ofMillis((long) (self.settings().lifetime().toMillis() * jitter / RENEWALS));
    }

    private void keep() {
        Duration pause = interval();
        try {
            while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = renew();
            }
        } catch (InterruptedException e) {
            // Nobody has this thread but us: whoever ends it wants the lease to run out.
            Thread.currentThread().interrupt();
        }
    }

    /** Renews once; returns the pause before the next time. */
    private Duration renew() {
        Duration pause = interval();
        try {
            if (!register.renew(self.instance()) && !closed) {
                LOG.info(
                        "the lease of {} was over; entering again",
                        self.settings().application());
                Register.Entered unused = register.enter(self);
            }
            overtaken = false;
            afterRenewal.run();
        } catch (SQLException e) {
            if (GateTables.OVERTAKEN.equals(e.getSQLState())) {
                tell(e);
            } else if (!closed) {
                // The database may be away, or the pool empty for a moment: until the lease ends there is time.
                LOG.warn("the lease could not be renewed; trying again: {}", e.getMessage());
                pause = AFTER_FAILURE;
            }
        } catch (RuntimeException e) {
            LOG.warn("what was to be done after renewing the lease failed", e);
        }
        return pause;
    }

    private void tell(SQLException e) {
        if (!overtaken) {
            overtaken = true;
            LOG.error("this instance must not serve any more: {}", e.getMessage());
            listener.on(new Progress.Overtaken(String.valueOf(e.getMessage())));
        }
    }

    /** Ends the lease. Where the pool is closed already, it runs out by itself. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        end.countDown();
        if (pooled) {
            return;
        }
        try {
            register.leave(self.instance());
        } catch (SQLException e) {
            LOG.debug("the lease runs out by itself", e);
        }
    }
}
