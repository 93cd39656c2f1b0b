package dev.bellows.run;

import dev.bellows.model.UnreadableScriptException;
import dev.bellows.plan.Clearing;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database what a plan's steps would clear away, as things stand now. Nothing is changed, and no lock is held
 * afterwards. Names mean what the file's own settings make them mean.
 */
final class Clearings {
    private final Session session;
    private final Leftovers leftovers;
    private final List<String> notices = new ArrayList<>();

    Clearings(Session session) {
        this.session = session;
        this.leftovers = new Leftovers(session);
    }

    /**
     * The plan with its steps' clearings.
     *
     * @throws UnreadableScriptException when a file can no longer be read
     */
    Plan in(Plan plan) throws SQLException {
        List<Step> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            steps.add(mayClear(step) ? step.clearing(around(step)) : step);
        }
        return plan.asked(steps, notices);
    }

    private static boolean mayClear(Step step) {
        return step.script().outline().special().stream()
                .anyMatch(statement -> statement.number() > step.done() && Leftovers.leavesAny(statement));
    }

    private List<Clearing> around(Step step) throws SQLException {
        List<Clearing> found = new ArrayList<>();
        FileSettings settings = new FileSettings(session);
        try (Splitter splitter =
                new Splitter(step.script().name(), step.script().open())) {
            for (@Nullable StatementText statement = splitter.next(); statement != null; statement = splitter.next()) {
                if (statement.number() > step.done() && Leftovers.leavesAny(statement)) {
                    found.addAll(around(step, statement, settings));
                }
                settings.remember(statement);
            }
        } catch (SqlSyntaxException | IOException e) {
            throw new UnreadableScriptException(
                    Unreadable.refusal(step, e, step.down() ? "bellows down" : "bellows apply"));
        }
        return found;
    }

    private List<Clearing> around(Step step, StatementText statement, FileSettings settings) throws SQLException {
        try {
            return settings.with(() -> {
                // What stands in the way of looking is told, not waited for.
                session.execute(
                        "SET lock_timeout = " + session.deadlockTimeout().toMillis() * 8 / 10);
                return leftovers.around(statement);
            });
        } catch (SQLException e) {
            if (!session.alive() || Failures.state(e).equals(Failures.CANCELLED)) {
                throw e;
            }
            session.execute(session.resetSql());
            // The file may set a role that the plan only makes, or may not look where the plan will let it.
            notices.add(step.migration().label() + ": what is to be cleared away before statement "
                    + statement.number() + " cannot be told yet (" + Messages.firstLine(e.getMessage())
                    + "); it is asked again before it runs");
            return List.of();
        }
    }
}
