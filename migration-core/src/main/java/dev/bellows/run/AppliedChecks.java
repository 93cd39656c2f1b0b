package dev.bellows.run;

import dev.bellows.model.CheckResult;
import dev.bellows.model.Failure;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Migration;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Script;
import dev.bellows.model.StatementFailedException;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the checks of what is applied again: every query, each in a transaction of its own that only reads. */
final class AppliedChecks {
    private static final String AGAIN = "bellows validate --checks";

    private final Reading reading;
    private final Session session;
    private final @Nullable Duration statementTimeout;
    private final List<CheckResult> results = new ArrayList<>();
    private @Nullable Failing first;

    AppliedChecks(Reading reading, @Nullable Duration statementTimeout) {
        this.reading = reading;
        this.session = reading.session();
        this.statementTimeout = statementTimeout;
    }

    /** Runs them; fails with the first that does not hold once all have run. */
    Report run() {
        for (Migration migration : reading.survey().applied()) {
            @Nullable Script check = migration.check();
            if (check != null) {
                reading.asking(() -> run(migration, check));
            }
        }
        Report report = reading.report().checked(results);
        if (first != null) {
            throw new StatementFailedException(first.failure(), report.failed(first.failure()), first.cause());
        }
        return report;
    }

    private record Failing(Failure failure, SQLException cause) {}

    private boolean run(Migration migration, Script check) throws SQLException {
        try (Splitter splitter = new Splitter(check.name(), check.open())) {
            for (@Nullable StatementText query = splitter.next(); query != null; query = splitter.next()) {
                run(migration, check, query);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    List.of(Unreadable.refusal(migration.label(), check.name(), e, AGAIN)), reading.report());
        }
        return true;
    }

    private void run(Migration migration, Script check, StatementText query) throws SQLException {
        long began = System.nanoTime();
        @Nullable SQLException error = null;
        try {
            session.connection().setAutoCommit(false);
            session.execute("SET TRANSACTION READ ONLY"
                    + (statementTimeout == null
                            ? ""
                            : "; SET LOCAL statement_timeout = " + statementTimeout.toMillis()));
            new Checking(session).requireNoRows(query);
        } catch (SQLException e) {
            error = e;
        } finally {
            session.rollback();
        }
        if (error != null && !session.alive()) {
            throw error;
        }
        if (error != null && Interrupts.pending() && Failures.state(error).equals(Failures.CANCELLED)) {
            throw new InterruptedRunException(
                    "interrupted during " + check.name() + ":" + query.span().line() + "; next: " + AGAIN,
                    reading.report().checked(results),
                    error);
        }
        add(migration, check, query, error, Duration.ofNanos(System.nanoTime() - began));
    }

    private void add(
            Migration migration, Script check, StatementText query, @Nullable SQLException error, Duration took) {
        @Nullable
        Failure failure = error == null
                ? null
                : Failures.ofCheck(
                        migration.label(),
                        check,
                        query,
                        migration.script().outline().statements(),
                        error,
                        next(error));
        if (first == null && failure != null && error != null) {
            first = new Failing(failure, Failures.cause(query, error));
        }
        results.add(new CheckResult(
                migration.label(),
                check.name(),
                query.span().line(),
                query.number(),
                check.outline().statements(),
                failure == null,
                failure == null || error == null ? "" : Failures.forLedger(failure, error),
                took));
    }

    private static String next(SQLException error) {
        return switch (Failures.state(error)) {
            case Checking.FOUND -> "mend the rows that it finds, or the check, then: " + AGAIN;
            case Failures.CANCELLED ->
                "it was cancelled, or ran into a time limit: make it cheaper, or raise BELLOWS_STATEMENT_TIMEOUT, then: "
                        + AGAIN;
            case "42501" -> "grant the privilege, or name a role that has it with --role, then: " + AGAIN;
            default -> "correct the check, then: " + AGAIN;
        };
    }
}
