package dev.bellows.run;

import dev.bellows.model.Listener;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, over a connection of its own, a statement that may wait for others as long as it must, and names them. It asks
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
    private final Thread thread = new Thread(this::watch, "bellows-watcher");

    private Watcher(DataSource dataSource, int pid, Migration migration, Listener listener) {
        this.dataSource = dataSource;
        this.pid = pid;
        this.migration = migration;
        this.listener = listener;
    }

    /** Starts to watch a backend; closing ends it. */
    static Watcher start(Work work, Migration migration) {
        Watcher watcher = new Watcher(work.dataSource(), work.session().server().pid(), migration, work.listener());
        watcher.thread.setDaemon(true);
        watcher.thread.start();
        return watcher;
    }

    private void watch() {
        long began = System.nanoTime();
        try {
            Thread.sleep(PATIENCE.toMillis());
            try (Connection connection = dataSource.getConnection()) {
                // A snapshot held open here would be one more thing that a concurrent build waits for.
                connection.setAutoCommit(true);
                List<String> named = List.of();
                while (!Thread.currentThread().isInterrupted()) {
                    List<String> blockers = Blockers.of(connection, pid);
                    if (!blockers.isEmpty() && !blockers.equals(named)) {
                        Duration waited = Duration.ofNanos(System.nanoTime() - began);
                        listener.on(new Progress.WaitingForOthers(migration, blockers, waited));
                        named = blockers;
                    }
                    Thread.sleep(BETWEEN_LOOKS.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("nobody watches who is in the way", e);
        }
    }

    @Override
    public void close() {
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
