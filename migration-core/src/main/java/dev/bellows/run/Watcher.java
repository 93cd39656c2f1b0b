package dev.bellows.run;

import dev.bellows.model.CommandProgress;
import dev.bellows.model.Listener;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, over a connection of its own, a statement whose waits or locks cannot be told beforehand, or whose progress the
 * server shows: tells whom it waits for and how far it is, and cancels it when it has stopped traffic for too long. It asks
 * for that connection only after a while, and does without where a pool has none to spare.
 */
final class Watcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final int pid;
    private final Migration migration;
    private final Listener listener;
    private final Duration maxBlocking;
    private final Thread thread = new Thread(this::watch, "bellows-watcher");
    private final WaitNews waits;
    private @Nullable CommandProgress told;
    private @Nullable Long blockingSince;
    private boolean showsProgress = true;
    private volatile boolean cancelled;
    private volatile boolean closed;

    private Watcher(DataSource dataSource, int pid, Migration migration, Listener listener, Duration maxBlocking) {
        this.dataSource = dataSource;
        this.pid = pid;
        this.migration = migration;
        this.listener = listener;
        this.maxBlocking = maxBlocking;
        this.waits = new WaitNews(listener, migration);
    }

    /**
     * Starts to watch our backend; closing ends it.
     *
     * @param maxBlocking how long it may hold a lock that stops readers or writers; zero for as long as it likes
     */
    static Watcher start(Work work, Migration migration, Duration maxBlocking) {
        Watcher watcher =
                new Watcher(work.dataSource(), work.session().server().pid(), migration, work.listener(), maxBlocking);
        watcher.thread.setDaemon(true);
        watcher.thread.start();
        return watcher;
    }

    /** Whether it cancelled the statement. */
    boolean cancelled() {
        return cancelled;
    }

    private void watch() {
        try {
            Thread.sleep(often(PATIENCE).toMillis());
            try (Connection connection = dataSource.getConnection()) {
                // In autocommit: a snapshot held open would be one more thing that a concurrent build waits for.
                Borrowed borrowed = Borrowed.of(connection);
                try {
                    watch(connection);
                } finally {
                    borrowed.giveBack();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("nobody watches this statement", e);
        }
    }

    private void watch(Connection connection) throws SQLException, InterruptedException {
        // A listener may have swallowed the interrupt, and what runs by then is another statement, or COMMIT.
        while (!closed && !Thread.currentThread().isInterrupted() && !cancelled) {
            tell(connection);
            endBlocking(connection);
            Thread.sleep(often(BETWEEN_LOOKS).toMillis());
        }
    }

    private Duration often(Duration usual) {
        Duration quarter = maxBlocking.dividedBy(4);
        return maxBlocking.isZero() || quarter.compareTo(usual) > 0 ? usual : quarter;
    }

    private void tell(Connection connection) throws SQLException {
        try {
            tellProgress(connection);
            waits.waitingFor(Blockers.of(connection, pid));
        } catch (RuntimeException e) {
            // Whoever does not want to hear it must not end the watch: traffic may be waiting for us.
            LOG.debug("the listener failed", e);
        }
    }

    private void tellProgress(Connection connection) {
        if (!showsProgress) {
            return;
        }
        try {
            @Nullable CommandProgress progress = ProgressViews.read(connection, pid);
            if (progress != null && !progress.equals(told)) {
                told = progress;
                listener.on(new Progress.StatementProgress(migration, progress));
            }
        } catch (SQLException e) {
            // A server whose views are others: whom the statement waits for is to be told all the same.
            LOG.debug("how far the statement is cannot be seen", e);
            showsProgress = false;
        }
    }

    private void endBlocking(Connection connection) throws SQLException {
        if (maxBlocking.isZero() || !Relations.blocks(connection, pid)) {
            return;
        }
        if (blockingSince == null) {
            blockingSince = System.nanoTime();
        } else if (System.nanoTime() - blockingSince >= maxBlocking.toNanos() && !closed) {
            cancelled = true;
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_catalog.pg_cancel_backend(" + pid + ")");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                // It may be inside a short query, and is left to end it; a server that hangs must not hang the run.
                thread.join(BETWEEN_LOOKS.toMillis());
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
