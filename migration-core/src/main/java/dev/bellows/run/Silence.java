package dev.bellows.run;

import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a reply will never come: the network swallowed it, or swallows everything. The driver would wait for ever, as
 * a migration's statement may take hours, and keep-alives do not pass every proxy. So when the caller waits for long, the
 * server is asked over another connection; where it has done the work long ago, or gives no sign of life at all, several
 * times in a row, the connection is cut, and the run goes on as after any lost connection.
 */
final class Silence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Silence.class);
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final int LOOKS = 3;

    private final Thread caller = Thread.currentThread();
    private final Connection connection;
    private final ServersWord server;
    private @Nullable String verdict;
    private boolean closed;

    private Silence(Connection connection, ServersWord server) {
        this.connection = connection;
        this.server = server;
    }

    /** Starts to look after the calling thread's waits on this connection; closing ends it. */
    static Silence of(Connection connection, ServersWord server) {
        Silence silence = new Silence(connection, server);
        Thread thread = new Thread(silence::watch, "bellows-silence");
        thread.setDaemon(true);
        thread.start();
        return silence;
    }

    /** Why the connection was cut; null when it was not. */
    synchronized @Nullable String verdict() {
        return verdict;
    }

    private void watch() {
        try {
            ServersWord.Answer before = ServersWord.Answer.ALIVE;
            int alike = 0;
            while (!pausedUntilClosed(BETWEEN_LOOKS)) {
                ServersWord.Answer answer = callerWaitsOn() ? server.ask() : ServersWord.Answer.ALIVE;
                boolean lost = !answer.equals(ServersWord.Answer.ALIVE) && callerWaits();
                alike = !lost ? 0 : answer.equals(before) ? alike + 1 : 1;
                before = lost ? answer : ServersWord.Answer.ALIVE;
                if (alike == LOOKS) {
                    cut(answer);
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("nobody looks whether replies come any more", e);
        }
    }

    private synchronized boolean pausedUntilClosed(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return closed;
    }

    /** Whether the caller waits for more than a moment: who asks now and then would be seen waiting once in a while. */
    private boolean callerWaitsOn() throws InterruptedException {
        return callerWaits() && !pausedUntilClosed(MOMENT) && callerWaits();
    }

    /** Whether the caller is inside the driver and reads; the driver does not tell, but the stack does. */
    private boolean callerWaits() {
        return Arrays.stream(caller.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("org.postgresql.core.VisibleBufferedInputStream"));
    }

    private synchronized void cut(ServersWord.Answer answer) {
        if (!closed) {
            verdict = answer.meaning();
            Closing.abort(connection);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
