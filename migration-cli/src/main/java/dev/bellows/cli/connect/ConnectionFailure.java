package dev.bellows.cli.connect;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No connection: what was tried, why it failed, and what to do. The message is the cause in one line, as the engine's own
 * messages quote it.
 */
final class ConnectionFailure extends SQLException {
    private static final long serialVersionUID = 1;

    private final transient List<String> tried;
    private final String next;

    ConnectionFailure(String why, @Nullable String state, List<String> tried, String next, @Nullable Throwable cause) {
        super(why, state, cause instanceof SQLException ? cause.getCause() : cause);
        this.tried = List.copyOf(tried);
        this.next = next;
    }

    /** The whole of it, for a terminal. */
    String explained() {
        StringBuilder text = new StringBuilder(String.valueOf(getMessage()));
        tried.forEach(line -> text.append("\n  ").append(line));
        return text.append("\nnext: ").append(next).toString();
    }
}
