package dev.bellows.run;

import dev.bellows.code.CodeScript;
import dev.bellows.sql.Span;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

/**
 * The connection that a migration in Java gets: the session's own, without what would end the transaction or change what
 * the session relies on, and with every statement held to the transaction's budget.
 */
final class CodeConnection {
    private static final Set<String> REFUSED = Set.of(
            "commit",
            "setAutoCommit",
            "abort",
            "setReadOnly",
            "setTransactionIsolation",
            "setNetworkTimeout",
            "setAutosave",
            "setPrepareThreshold",
            "cancelQuery");

    private final Session session;
    private final Connection real;
    private final Guard guard;
    private final CodeScript script;
    private final Connection proxy;
    private boolean ended;
    private @Nullable StatementError failed;
    private @Nullable InTheWayException inTheWay;

    CodeConnection(Session session, Guard guard, CodeScript script) {
        this.session = session;
        this.real = session.connection();
        this.guard = guard;
        this.script = script;
        this.proxy = (Connection) proxy(this::onConnection, Connection.class, PGConnection.class);
    }

    /** What the code gets. */
    Connection proxy() {
        return proxy;
    }

    /** The migration has returned: whoever kept the connection, or a statement of it, can do nothing with it any more. */
    void end() {
        ended = true;
    }

    /** Throws what the engine knows of an exception that came out of the code; returns when it knows nothing. */
    void rethrow(Throwable thrown) throws StatementError, InTheWayException {
        requireNothingSkipped();
        for (Throwable each = thrown; each != null && failed != null; each = each.getCause()) {
            if (each == failed.error()) {
                throw failed;
            }
        }
    }

    /** Throws the failure that the code swallowed, if there was one. */
    void rethrowSwallowed() throws StatementError {
        if (failed != null) {
            throw failed;
        }
    }

    /** A statement that was not sent, because others are in the way of its lock, must not be forgotten. */
    void requireNothingSkipped() throws InTheWayException {
        if (inTheWay != null) {
            throw inTheWay;
        }
    }

    private interface Handler {
        @Nullable
        Object handle(Object self, Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private Object proxy(Handler handler, Class<?>... types) {
        return Proxy.newProxyInstance(
                CodeConnection.class.getClassLoader(), types, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> arguments != null && self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "isWrapperFor" -> shows(self, arguments);
                    case "unwrap" -> {
                        if (!shows(self, arguments)) {
                            throw new SQLException("what a migration works with cannot be unwrapped");
                        }
                        yield self;
                    }
                    default -> {
                        if (ended && !method.getName().equals("close")) {
                            throw new SQLException(
                                    "the migration has returned, and its connection is not its own any more");
                        }
                        yield handler.handle(self, method, arguments);
                    }
                });
    }

    private static boolean shows(Object self, @Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments[0] instanceof Class<?> type && type.isInstance(self);
    }

    private @Nullable Object onConnection(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        String name = method.getName();
        if (REFUSED.contains(name) || (name.equals("rollback") && arguments == null)) {
            throw refusal(name + "()");
        }
        return switch (name) {
            case "close" -> null;
            case "getMetaData" ->
                proxy(onlyItsConnectionHidden(invoke(method, real, arguments)), DatabaseMetaData.class);
            case "getCopyAPI" -> new GuardedCopy(real.unwrap(BaseConnection.class), this::allowed);
            case "rollback" -> {
                @Nullable Object nothing = invoke(method, real, arguments);
                // What was set since the savepoint is undone, our limits too.
                guard.settingsChanged();
                yield nothing;
            }
            case "createStatement" -> statement(invoke(method, real, arguments), "", Statement.class);
            case "prepareStatement" ->
                statement(invoke(method, real, arguments), sql(arguments), PreparedStatement.class);
            case "prepareCall" -> statement(invoke(method, real, arguments), sql(arguments), CallableStatement.class);
            // A pool's connection does not show the driver's own methods.
            default ->
                invoke(
                        method,
                        method.getDeclaringClass().isInstance(real) ? real : real.unwrap(PGConnection.class),
                        arguments);
        };
    }

    private Handler onlyItsConnectionHidden(@Nullable Object metaData) {
        return (self, method, arguments) ->
                method.getName().equals("getConnection") ? proxy : result(invoke(method, metaData, arguments), null);
    }

    /** Rows, without the way from them to the driver's own statement and connection. */
    private @Nullable Object result(@Nullable Object found, @Nullable Object statement) {
        return found instanceof ResultSet rows
                ? proxy(
                        (self, method, arguments) ->
                                method.getName().equals("getStatement") ? statement : invoke(method, rows, arguments),
                        ResultSet.class)
                : found;
    }

    private Object statement(@Nullable Object statement, String prepared, Class<?> type) {
        List<String> batch = new ArrayList<>();
        return proxy(
                (self, method, arguments) -> {
                    String given = sql(arguments);
                    return switch (method.getName()) {
                        case "getConnection" -> proxy;
                        case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" ->
                            result(guarded(given.isEmpty() ? prepared : given, method, statement, arguments), self);
                        case "addBatch" -> {
                            batch.add(given);
                            yield invoke(method, statement, arguments);
                        }
                        case "clearBatch" -> {
                            batch.clear();
                            yield invoke(method, statement, arguments);
                        }
                        case "executeBatch", "executeLargeBatch" -> {
                            String all = prepared.isEmpty() ? String.join("\n;\n", batch) : prepared;
                            batch.clear();
                            yield guarded(all, method, statement, arguments);
                        }
                        default -> result(invoke(method, statement, arguments), self);
                    };
                },
                type);
    }

    private static String sql(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : "";
    }

    /** Sends SQL within the budget. */
    private @Nullable Object guarded(
            String sql, Method method, @Nullable Object statement, @Nullable Object @Nullable [] arguments)
            throws SQLException, IOException {
        @Nullable Object[] result = new @Nullable Object[1];
        allowed(sql, () -> result[0] = cancellable(method, statement, arguments));
        return result[0];
    }

    /** Sends SQL within the budget, if it is allowed; what comes back as an exception is remembered, as the code may catch it. */
    private void allowed(String sql, Guard.Sending sending) throws SQLException, IOException {
        CodeSql read = CodeSql.of(session, sql);
        if (read.speaker() == null) {
            sending.send();
            return;
        }
        StatementText text = read.speaker();
        try {
            guard.run(text, read.mayHide(), sending);
        } catch (StatementError e) {
            // Where the code went on after a failure, the server refuses all that follows: the first one matters.
            if (failed == null || !Failures.state(e.error()).equals(Failures.IN_FAILED_TRANSACTION)) {
                failed = new StatementError(at(text, e.error()), e.error(), e.limited());
            }
            throw e.error();
        } catch (InTheWayException e) {
            inTheWay = e;
            throw new SQLException("others are in the way of this lock; it is tried again", "55P03");
        } finally {
            if (read.several()) {
                // Any of them may have set our limits.
                guard.settingsChanged();
            }
        }
    }

    private @Nullable Object cancellable(
            Method method, @Nullable Object statement, @Nullable Object @Nullable [] arguments) throws SQLException {
        session.interrupts().begin();
        try {
            return invoke(method, statement, arguments);
        } finally {
            session.interrupts().end();
        }
    }

    /** The statement with the line of the code that sent it. */
    private StatementText at(StatementText text, SQLException error) {
        Span span = text.span();
        return new StatementText(
                1, new Span(span.start(), span.end(), CodeProblem.line(script, error), 1), text.text(), text.use());
    }

    static SQLException refusal(String what) {
        return new SQLException(
                what + " is refused in a migration: Bellows begins and commits, with the ledger entry", "2D000");
    }

    private static @Nullable Object invoke(Method method, @Nullable Object on, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException problem) {
                throw problem;
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new SQLException(String.valueOf(e.getCause()), "", e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("the driver does not offer " + method.getName(), "", e);
        }
    }
}
