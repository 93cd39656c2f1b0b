package dev.bellows.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Hears what a runner asks of its connection: from when until when it holds the gate's row while it opens a gate. */
final class GateHolds {
    private static final String TAKES_THE_ROW = "bellows_gate\" SET position = position";

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private volatile long began;

    /**
     * A time between two moments.
     *
     * @param from in nanoseconds, as {@link System#nanoTime()}
     */
    record Span(long from, long to) {
        boolean overlaps(Span other) {
            return from < other.to && other.from < to;
        }

        double millis() {
            return (to - from) / 1e6;
        }
    }

    /** Each from just before the UPDATE was sent until the reply to COMMIT had come. */
    List<Span> spans() {
        return spans;
    }

    /** The data source, listened to. */
    DataSource of(DataSource dataSource) {
        return proxy(
                DataSource.class,
                dataSource,
                (method, result) -> result instanceof Connection connection ? connection(connection) : result);
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, connection, (method, result) -> {
            if (method.equals("commit") && began != 0) {
                spans.add(new Span(began, System.nanoTime()));
                began = 0;
            }
            return method.equals("createStatement") ? statement((Statement) result) : result;
        });
    }

    private Statement statement(Statement statement) {
        return proxy(Statement.class, statement, (method, result) -> result);
    }

    private interface After {
        Object result(String method, Object result);
    }

    private <T> T proxy(Class<T> type, T target, After after) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("execute")
                    && String.valueOf(arguments[0]).contains(TAKES_THE_ROW)) {
                began = System.nanoTime();
            }
            try {
                return after.result(method.getName(), method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
