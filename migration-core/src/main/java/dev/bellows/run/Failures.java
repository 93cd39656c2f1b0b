package dev.bellows.run;

import dev.bellows.code.CodeScript;
import dev.bellows.model.Failure;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Script;
import dev.bellows.plan.Step;
import dev.bellows.sql.SqlSecrets;
import dev.bellows.sql.StatementText;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says where in the file a server's error is, and what to do about it. */
final class Failures {
    /** A lock was not to be had: its timeout, or NOWAIT. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Cancelled: by a person, a time limit, or an interrupt of ours. */
    static final String CANCELLED = "57014";

    /** Refused, as an earlier statement of the transaction failed. */
    static final String IN_FAILED_TRANSACTION = "25P02";

    /** The class of errors that say that rows do not fit a constraint. */
    private static final String CONSTRAINT_VIOLATED = "23";

    /** A copy in batches lacks something; a code of ours, in a class that is left to applications. */
    static final String NOT_WHOLE = "BW002";

    private static final int LONGEST_EXCERPT = 10_000;

    private Failures() {}

    /**
     * The failure of a statement.
     *
     * @param statement null when COMMIT failed, or a statement of ours around it
     * @param done statements of the file that are in the database all the same
     */
    static Failure of(Step step, @Nullable StatementText statement, int done, SQLException error, String next) {
        return of(step.migration().label(), step.script(), false, statement, done, error, next);
    }

    /** Likewise of a query of a migration's check. */
    static Failure ofCheck(
            MigrationLabel migration, Script check, StatementText query, int done, SQLException error, String next) {
        return of(migration, check, true, query, done, error, next);
    }

    private static Failure of(
            MigrationLabel migration,
            Script script,
            boolean check,
            @Nullable StatementText statement,
            int done,
            SQLException error,
            String next) {
        @Nullable ServerErrorMessage server = error instanceof PSQLException e ? e.getServerErrorMessage() : null;
        String text = statement == null ? "" : statement.text();
        SqlSecrets secrets = SqlSecrets.of(text);
        int statements = script.outline().statements();
        int position = server == null || statement == null ? 0 : offset(text, server.getPosition());
        String before = text.substring(0, position);
        int newlines = (int) before.chars().filter(c -> c == '\n').count();
        int lineStart = before.lastIndexOf('\n') + 1;
        int lineEnd = text.indexOf('\n', position);
        int column = before.codePointCount(lineStart, position);
        String excerpt = secrets.excerpt(lineStart, lineEnd < 0 ? text.length() : lineEnd)
                .stripTrailing();
        // On the statement's first line, what stands before it in the file counts too: the caret must fit the excerpt.
        int indent = statement == null || newlines > 0 ? 0 : statement.span().column() - 1;
        String message = server == null || server.getMessage() == null
                ? Messages.firstLine(error.getMessage())
                : server.getMessage();
        return new Failure(
                migration,
                script.name(),
                line(script, statement, newlines, error),
                indent + column + 1,
                statement == null ? statements : statement.number(),
                statements,
                check,
                excerpt(" ".repeat(indent) + excerpt, indent + column),
                state(error),
                secrets.hide(message),
                server == null ? null : hidden(secrets, server.getDetail()),
                server == null ? null : hidden(secrets, server.getHint()),
                server == null ? null : hidden(secrets, server.getWhere()),
                done,
                next);
    }

    /** In a file, the line that the server means; in code, the line that sent the statement. */
    private static int line(Script script, @Nullable StatementText statement, int newlines, SQLException error) {
        boolean code = script instanceof CodeScript;
        if (statement == null) {
            return error instanceof CodeProblem problem ? problem.line() : 1;
        }
        return statement.span().line() + (code ? 0 : newlines);
    }

    /** The line, unless it is so long that nobody would look for a caret in it. */
    private static String excerpt(String line, int caret) {
        return line.length() <= LONGEST_EXCERPT
                ? line
                : caret < LONGEST_EXCERPT ? line.substring(0, LONGEST_EXCERPT) : "";
    }

    private static @Nullable String hidden(SqlSecrets secrets, @Nullable String text) {
        return text == null ? null : secrets.hide(text);
    }

    /** The failure's message as the ledger may keep it. */
    static String forLedger(Failure failure, SQLException error) {
        if (error instanceof CodeProblem problem) {
            return problem.forLedger();
        }
        boolean raised = error instanceof PSQLException e
                && e.getServerErrorMessage() != null
                && "exec_stmt_raise".equals(e.getServerErrorMessage().getRoutine());
        return Messages.withoutValues(failure.sqlState(), failure.message(), raised);
    }

    /** The error itself as the cause of ours, or, where it quotes a secret of its statement, a likeness without it. */
    static SQLException cause(@Nullable StatementText statement, SQLException error) {
        String message = String.valueOf(error.getMessage());
        String hidden = SqlSecrets.of(statement == null ? "" : statement.text()).hide(message);
        if (hidden.equals(message)) {
            return error;
        }
        SQLException likeness = new SQLException(hidden, state(error), error.getErrorCode());
        likeness.setStackTrace(error.getStackTrace());
        return likeness;
    }

    /** PostgreSQL counts characters from 1; Java's strings count UTF-16 units. */
    private static int offset(String text, int position) {
        int characters = Math.max(0, position - 1);
        return characters > text.codePointCount(0, text.length()) ? 0 : text.offsetByCodePoints(0, characters);
    }

    /** What the server says in one line, with what it says of the reason; of rows that do not fit, that would be their values. */
    static String sentence(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException e ? e.getServerErrorMessage() : null;
        if (server == null || server.getMessage() == null) {
            return Messages.firstLine(error.getMessage());
        }
        return server.getMessage()
                + (server.getDetail() == null || state(error).startsWith(CONSTRAINT_VIOLATED)
                        ? ""
                        : " (" + String.join("; ", server.getDetail().lines().toList()) + ")");
    }

    static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** Whether trying the same again may succeed: a lock that was not to be had, a deadlock, a serialisation failure. */
    static boolean passing(SQLException error) {
        return switch (state(error)) {
            case LOCK_NOT_AVAILABLE, "40P01", "40001" -> true;
            default -> false;
        };
    }

    /** What to do about an error of a copy in batches, of which no statement of the file is the reason. */
    static String nextOfCopy(SQLException error, Step step, boolean hadLimit) {
        return switch (state(error)) {
            case CANCELLED, LOCK_NOT_AVAILABLE, "53100", "42501" -> next(error, step, hadLimit);
            default -> "mend that, then: " + (step.down() ? "bellows down" : "bellows apply");
        };
    }

    /** What to do about an error that is not passing. */
    static String next(SQLException error, Step step, boolean hadLimit) {
        String again = step.down() ? "bellows down" : "bellows apply";
        return switch (state(error)) {
            case "25001" ->
                "PostgreSQL runs this only outside a transaction: add '-- bellows:transaction off' at the top of the file";
            case "2D000" -> "it commits or rolls back inside: add '-- bellows:transaction off' at the top of the file";
            case CANCELLED ->
                hadLimit && error instanceof OwnStatementException own && own.keeps()
                        ? "that blocked traffic for longer than max-blocking, and was undone; "
                                + BlockingLimit.of(step).lowering()
                        : hadLimit
                                ? "it blocked traffic for longer than max-blocking, and was undone; split it, or "
                                        + BlockingLimit.of(step).raising()
                                : Interrupts.pending()
                                        ? "it was interrupted; to go on: " + again
                                        : "it was cancelled; when that was a mistake: " + again;
            case LOCK_NOT_AVAILABLE ->
                "run it when the table is quieter, or end the transactions named above: " + again;
            case NOT_WHOLE -> "nothing was changed; run it again, and it is copied anew: " + again;
            case "53100" -> "make room on the server's disk, then: " + again;
            case "2BP01" ->
                "remove what depends on it first (the detail names it)"
                        + (sentence(error).matches(".*_q_[0-9]+[^.]*\\..*")
                                ? "; what waits in quarantine goes with: bellows quarantine purge; what this file itself drops is not kept with"
                                        + " '-- bellows:quarantine off' above its first statement; then: "
                                : ", then: ")
                        + again;
            case "42501" -> "grant the privilege, or name a role that has it with --role, then: " + again;
            case "42P07", "42701", "42710" ->
                error instanceof OwnStatementException own
                        ? own.next() + ", then: " + again
                        : step.down()
                                ? "it exists already; if it came back from quarantine, or somebody has made it, leave the statement out of the file,"
                                        + " then: " + again
                                : "it exists already; if that is this migration's work, done by hand or by another tool: bellows resolve "
                                        + step.migration().label() + " --as applied; else correct the file, then: "
                                        + again;
            default ->
                error instanceof OwnStatementException own
                        ? own.next() + ", then: " + again
                        : "correct the " + (step.script() instanceof CodeScript ? "code" : "file")
                                + (state(error).startsWith(CONSTRAINT_VIOLATED)
                                        ? ", or the rows that are in the way"
                                        : "")
                                + ", then: "
                                + again;
        };
    }
}
