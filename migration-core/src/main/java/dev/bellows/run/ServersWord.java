package dev.bellows.run;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.HostSpec;

/**
 * What a server says of one of its backends over another connection, within a bounded time. Where no connection is to be had,
 * as from a pool of one, whether a server answers at that address at all must do.
 */
final class ServersWord {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Asks whether the server speaks TLS, before any login, and is answered with one letter: "SSLRequest" in
     * https://www.postgresql.org/docs/18/protocol-message-formats.html; servers do not log it. */
    private static final int[] SSL_REQUEST = {8, 80877103};

    /** A backend that waits for its client is done: hidden from roles that may not see it, and then it counts as at work. */
    private static final String STATE =
            "SELECT state_change::text FROM pg_catalog.pg_stat_activity WHERE pid = ? AND state LIKE"
                    + " 'idle%' AND state_change < pg_catalog.clock_timestamp() - ? * interval '1 millisecond'"
                    + " UNION ALL SELECT 'gone' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity WHERE pid = ?)";

    /**
     * An answer; two that are equal are about the same moment.
     *
     * @param meaning for people
     * @param since when its backend became idle; empty for other answers
     */
    record Answer(String meaning, String since) {
        /** Somebody answers, and nothing speaks against the backend's being at work. */
        static final Answer ALIVE = new Answer("", "");

        static final Answer NONE = new Answer("the server gives no sign of life", "");
        static final Answer GONE = new Answer("its session is gone from the server, and no word of that came", "");

        static Answer idle(String since) {
            return new Answer("the server has answered, and its reply did not come", since);
        }
    }

    private final DataSource dataSource;
    private final int pid;
    private final HostSpec host;
    private @Nullable FutureTask<Answer> asking;

    /**
     * About a backend.
     *
     * @param pid of the backend
     * @param host where its server is
     */
    ServersWord(DataSource dataSource, int pid, HostSpec host) {
        this.dataSource = dataSource;
        this.pid = pid;
        this.host = host;
    }

    /** Asks, for some 15 seconds at most. */
    Answer ask() throws InterruptedException {
        FutureTask<Answer> task = asking;
        if (task == null) {
            task = new FutureTask<>(this::askBackend);
            Thread thread = new Thread(task, "bellows-second-opinion");
            thread.setDaemon(true);
            thread.start();
        }
        // A driver without a login timeout waits for ever: it is left alone, and asked again when it has come back.
        asking = task;
        try {
            Answer answer = task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            asking = null;
            return answer;
        } catch (TimeoutException e) {
            return somebodyAnswers() ? Answer.ALIVE : Answer.NONE;
        } catch (ExecutionException e) {
            asking = null;
            return answered(e.getCause()) || somebodyAnswers() ? Answer.ALIVE : Answer.NONE;
        }
    }

    private Answer askBackend() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Borrowed borrowed = Borrowed.of(connection);
            try (PreparedStatement statement = connection.prepareStatement(STATE)) {
                statement.setInt(1, pid);
                statement.setLong(2, Silence.BETWEEN_LOOKS.toMillis());
                statement.setInt(3, pid);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return Answer.ALIVE;
                    }
                    String since = row.getString(1);
                    return since.equals("gone") ? Answer.GONE : Answer.idle(since);
                }
            } finally {
                borrowed.giveBack();
            }
        }
    }

    /** Whether an error came from the server: it has no connection left, refuses the role, shuts down. */
    private static boolean answered(@Nullable Throwable error) {
        String state = error instanceof SQLException e ? Diagnosis.state(e) : "";
        return !state.isEmpty() && !state.startsWith("08");
    }

    /** Whether anybody answers there, or nobody can be asked. */
    private boolean somebodyAnswers() {
        int patience = (int) PATIENCE.toMillis();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.getHost(), host.getPort()), patience);
            socket.setSoTimeout(patience);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int word : SSL_REQUEST) {
                out.writeInt(word);
            }
            return socket.getInputStream().read() >= 0;
        } catch (ConnectException refused) {
            // Its machine lives; and a server behind a socket in the file system has no such address.
            return !isTimeout(refused);
        } catch (UnknownHostException notAnAddress) {
            return true;
        } catch (IOException silent) {
            return false;
        }
    }

    private static boolean isTimeout(ConnectException e) {
        return String.valueOf(e.getMessage()).contains("timed out");
    }
}
