package dev.bellows.quarantine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that stop for good before one of the statements that change something, COMMIT among them. */
final class StoppingSource {
    private static final Pattern ONLY_LOOKS =
            Pattern.compile("(?is)\\s*(select|with|show|set|reset|fetch|close|declare|release|begin)\\b.*");

    private final AtomicInteger left;
    private final Runnable stop;

    private StoppingSource(int before, Runnable stop) {
        this.left = new AtomicInteger(before);
        this.stop = stop;
    }

    /**
     * Wraps a source.
     *
     * @param before the number of the statement, from 1, that does not run any more
     */
    static DataSource of(DataSource real, int before, Runnable stop) {
        return new StoppingSource(before, stop).wrapped(DataSource.class, real, "");
    }

    private <T> T wrapped(Class<T> type, Object real, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String text =
                    arguments != null && arguments.length > 0 && arguments[0] instanceof String given ? given : sql;
            if (method.getName().equals("commit") || method.getName().startsWith("execute")) {
                counts(method.getName().equals("commit") ? "COMMIT" : text);
            }
            try {
                Object result = method.invoke(real, arguments);
                // Who asks for the driver's own gets it.
                return method.getName().equals("unwrap") ? result : again(result, text);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object again(@Nullable Object result, String text) {
        if (result instanceof PreparedStatement statement) {
            return wrapped(PreparedStatement.class, statement, text);
        } else if (result instanceof Statement statement) {
            return wrapped(Statement.class, statement, "");
        }
        return result instanceof Connection connection ? wrapped(Connection.class, connection, "") : result;
    }

    private void counts(String sql) {
        if (!ONLY_LOOKS.matcher(sql).matches() && left.decrementAndGet() == 0) {
            stop.run();
        }
    }
}
