package dev.bellows.run;

import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an interrupt of the calling thread cancel what the server does for it. The caller waits inside the driver, which no
 * interrupt wakes; so a thread looks at its flag and asks the server to cancel. Only what is marked can be cancelled: never
 * a COMMIT, an entry, or the release of the lock.
 */
final class Interrupts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /**
     * A cancel is a signal that nobody confirms, and a pooler passes it on in its own time: while it may still land, nothing
     * is sent that it could hit instead.
     */
    private static final Duration LANDING = Duration.ofMillis(100);

    private final Thread caller = Thread.currentThread();
    private final PGConnection driver;
    private boolean cancellable;
    private boolean cancelled;
    private boolean closed;

    private Interrupts(PGConnection driver) {
        this.driver = driver;
    }

    /** Starts to look at the calling thread's flag; closing ends it. */
    static Interrupts of(PGConnection driver) {
        Interrupts interrupts = new Interrupts(driver);
        Thread thread = new Thread(interrupts::watch, "bellows-interrupts");
        thread.setDaemon(true);
        thread.start();
        return interrupts;
    }

    /** Whether the calling thread is interrupted. */
    static boolean pending() {
        return Thread.currentThread().isInterrupted();
    }

    /** What the server says of a cancelled statement, for those that were not begun. */
    static SQLException error() {
        return new SQLException("interrupted", Failures.CANCELLED);
    }

    /**
     * From here on, what the session does may be cancelled.
     *
     * @throws SQLException like a cancelled statement's, when the caller is interrupted already
     */
    synchronized void begin() throws SQLException {
        if (pending()) {
            throw error();
        }
        cancellable = true;
    }

    /** No longer; a cancel that is under way has landed when this returns. */
    synchronized void end() {
        cancellable = false;
    }

    /** Whether a cancel was sent: a statement that was cancelled need not have used up its time. */
    synchronized boolean cancelled() {
        return cancelled;
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                wait(BETWEEN_LOOKS.toMillis());
                // Again and again: one that comes before its statement does is lost.
                if (cancellable && caller.isInterrupted()) {
                    cancel();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("nobody looks at the interrupt flag any more", e);
        }
    }

    private void cancel() throws InterruptedException {
        cancelled = true;
        try {
            driver.cancelQuery();
        } catch (SQLException e) {
            LOG.debug("the server could not be asked to cancel", e);
        }
        // With the monitor: the caller cannot leave end() meanwhile.
        Thread.sleep(LANDING.toMillis());
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
