package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.BellowsException;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.UnexpectedException;
import dev.bellows.model.UnreachableException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in words what the database's errors mean for a caller, and what to do. */
final class Diagnosis {
    private static final String LOG =
            "; next: see what the server's log and the connection's options say of it; run again";

    private Diagnosis() {}

    /** An error of our own statements, in a session that was open. */
    static BellowsException of(SQLException e, Session session, LedgerTables tables, Report report) {
        @Nullable ServerErrorMessage server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String why = Messages.withoutFullStop(Messages.firstLine(
                server == null || server.getMessage() == null ? e.getMessage() : server.getMessage()));
        if (!session.alive()) {
            return new UnreachableException(
                    "the connection was lost: " + session.lostBecause(e) + "; next: run again", report, e);
        }
        if (Interrupts.pending() && Failures.state(e).equals(Failures.CANCELLED)) {
            return new InterruptedRunException("interrupted; nothing more was run; next: run again", report, e);
        }
        if (Failures.state(e).equals("42501")) {
            return new RefusedException(
                    List.of(Refusal.of(
                            "privileges",
                            "role " + session.server().role() + " lacks a privilege: " + why,
                            granting(why, session.server().role(), tables)
                                    + ", or name a role that has it with --role")),
                    report);
        }
        if (passing(Failures.state(e))) {
            return givenUp(why, report, e);
        }
        return new UnexpectedException(
                "the server answered with an error: " + why + " (SQLSTATE " + Failures.state(e) + ")" + LOG, report, e);
    }

    /** Names of objects are the same in every language that a server speaks. */
    private static String granting(String why, String role, LedgerTables tables) {
        boolean ledger = why.contains(tables.name().table())
                || why.contains(tables.name().helper("head"));
        return ledger || why.contains(tables.schema()) ? "grant it: " + tables.grants(role, ledger) : "grant it";
    }

    /**
     * Why there is no session.
     *
     * @param known what is known without one
     */
    static BellowsException noSession(SQLException error, Settings settings, Report known) {
        SQLException e = ConnectionSecrets.without(error);
        String state = state(e);
        String why = Messages.withoutFullStop(Messages.firstLine(deepest(e).getMessage())) + unknownHost(e);
        String next =
                switch (why.contains("SSL") ? "SSL" : state) {
                    case "SSL" -> "check sslmode and the certificates that the URL or PGSSLMODE name";
                    case "28P01", "08004" -> "check the user and the password (--user, --password-file, PGPASSWORD)";
                    case "28000" -> "check the user, and what pg_hba.conf allows from this machine";
                    case "3D000" -> "create the database, or name another in --url";
                    case "57P03" -> "the server is starting up or shutting down: try again in a moment";
                    case "53300" -> "the server has no connection left: raise max_connections, or free one";
                    case "08P01" ->
                        why.contains("startup parameter")
                                ? "a pooler refuses it: connect to PostgreSQL itself, as migrations need a session"
                                : "check that a PostgreSQL listens there";
                    default -> "check host, port and that the server runs";
                };
        if (state.equals("22023") || state.equals("42704") || state.equals("42501")) {
            return new ConfigurationException(
                    "the session could not be set up: " + why
                            + (settings.role() != null
                                    ? "; next: check --role " + settings.role()
                                    : state.equals("42501")
                                            ? "; next: grant it: GRANT CONNECT ON DATABASE …, or check the connection's options"
                                            : "; next: check the connection's options"),
                    known,
                    e);
        }
        if (nobodyThere(state)) {
            return new UnreachableException("the database cannot be reached: " + why + "; next: " + next, known, e);
        }
        if (passing(state)) {
            return givenUp(why, known, e);
        }
        return new UnexpectedException(
                "the database answered with an error: " + why + " (SQLSTATE " + state + ")" + LOG, known, e);
    }

    /** Whether somebody, or chance, ended a statement of our own, of which a second try knows nothing. */
    static boolean passing(String state) {
        return state.equals(Failures.CANCELLED)
                || state.equals(Failures.LOCK_NOT_AVAILABLE)
                || state.equals("40P01")
                || state.equals("40001");
    }

    /** What to say of it; {@code pg_cancel_backend} says not who called it. */
    static NotInTimeException givenUp(String why, Report report, SQLException e) {
        return new NotInTimeException(
                "the server gave up what Bellows had asked it: " + why.replaceFirst("^ERROR: ", "")
                        + "; next: run again",
                report,
                e);
    }

    /** Whether an error says that there is no database to talk to: no connection, no room for one, a server that goes down. */
    static boolean nobodyThere(String state) {
        return state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.equals("3D000")
                || state.isEmpty();
    }

    /** The SQLSTATE of the error or of what caused it (a pool wraps it); empty when there is none. */
    static String state(SQLException e) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static String unknownHost(SQLException e) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnknownHostException) {
                return " (no host is known as '" + t.getMessage() + "')";
            }
        }
        return "";
    }

    private static Throwable deepest(SQLException e) {
        Throwable found = e;
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            found = t instanceof SQLException ? t : found;
        }
        return found;
    }
}
