package dev.bellows.cli.connect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong with each server that was tried, in words. */
final class Failures {
    private final Target target;
    private final List<String> causes = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    private @Nullable SQLException last;
    private String next = "";

    Failures(Target target) {
        this.target = target;
    }

    /** Whether nobody answered, or a server that starts or stops did: then libpq tries the next one. */
    static boolean isSilence(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return (state.equals("08001") && find(e, TlsException.class) == null) || state.equals("57P03");
    }

    /**
     * Whether the same server may answer otherwise with TLS, or without it.
     *
     * @param step what was tried: {@code disable} without TLS
     */
    static boolean mayDependOnTls(SQLException e, String step) {
        boolean tls = !step.equals("disable");
        String state = String.valueOf(e.getSQLState());
        return state.equals("28000")
                || (tls && (find(e, TlsException.class) != null || Explanation.isTls(e) || Explanation.isNoTls(e)));
    }

    /** Remembers a failure. */
    void add(Server server, @Nullable String address, String step, SQLException e) {
        Explanation explanation = Explanation.of(e, target, server, step);
        String where = address == null || address.equals(server.host()) || server.address() != null
                ? target.shown(server)
                : target.shown(server) + " (" + address + ")";
        String how = server.socket().isPresent() || step.isEmpty()
                ? ""
                : step.equals("disable") ? ", without TLS" : ", with TLS";
        tried.add("tried " + where + how);
        if (!causes.contains(explanation.why())) {
            causes.add(explanation.why());
        }
        last = e;
        next = explanation.next();
    }

    /** Remembers a server that is not what target_session_attrs asks for. */
    void misfit(Server server, @Nullable String address, Wanted wanted) {
        tried.add("tried " + target.shown(server));
        causes.add(server + ": " + wanted.misfit());
        last = new SQLException("no server is " + wanted.word(), "08001");
        next = "name a server that is " + wanted.word() + ", or change target_session_attrs ("
                + target.from(Parameter.TARGET_SESSION_ATTRS)
                + ")";
    }

    /** All of them as one. */
    ConnectionFailure all() {
        List<String> lines = new ArrayList<>(tried);
        lines.add(Description.origins(target));
        String state = last == null ? "08001" : last.getSQLState();
        return new ConnectionFailure(String.join("; ", causes), state, lines, next, last);
    }

    static <T extends Throwable> @Nullable T find(Throwable in, Class<T> type) {
        for (@Nullable Throwable t = in; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
