package dev.bellows.cli.text;

import dev.bellows.model.Blocker;
import dev.bellows.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes on, as the events told it last. */
final class Activity {
    private static final int MOST_BLOCKERS = 3;

    private int steps;
    private int done;
    private @Nullable String title;
    private Instant began = Instant.EPOCH;
    private @Nullable String statement;
    private @Nullable String command;
    private @Nullable String retry;
    private @Nullable Wait wait;
    private final GateWait gates = new GateWait();

    /**
     * A wait for others.
     *
     * @param what it is that waits
     * @param before what stands before those who are waited for
     * @param waited until it was told
     */
    private record Wait(String what, String before, List<Blocker> blockers, Duration waited, Instant told) {}

    /** Something happened. */
    void on(Progress progress, Instant now) {
        gates.on(progress, now);
        if (progress instanceof Progress.WaitingForLock lock) {
            List<Blocker> holder = lock.holder() == null ? List.of() : List.of(lock.holder());
            wait = new Wait("waiting for another runner", ":", holder, lock.waited(), now);
        } else if (progress instanceof Progress.Planned planned) {
            nothing();
            done = 0;
            steps = planned.steps();
        } else if (progress instanceof Progress.StepStarted step) {
            nothing();
            title = ReportText.started(step);
            began = now;
        } else if (progress instanceof Progress.StepFinished) {
            nothing();
            done++;
        } else {
            within(progress, now);
        }
    }

    private void within(Progress progress, Instant now) {
        if (progress instanceof Progress.StatementStarted started) {
            command = null;
            statement = "statement " + started.statement() + " of " + started.statements();
        } else if (progress instanceof Progress.WaitingForOthers others) {
            String what = (title == null ? others.migration().label() + " " : "") + "waiting";
            wait = new Wait(what, ", for", others.blockers(), others.waited(), now);
        } else if (progress instanceof Progress.WaitOver) {
            wait = null;
        } else if (progress instanceof Progress.StatementProgress advance) {
            command = CommandText.of(advance.progress());
        } else if (progress instanceof Progress.RestorePointStarted) {
            command = "makes a restore point";
        } else if (progress instanceof Progress.RestorePointMade) {
            command = null;
        } else if (progress instanceof Progress.Retrying retrying) {
            wait = null;
            command = null;
            retry = "tried " + Words.count(retrying.attempt(), "time") + ", last: " + Cells.plain(retrying.why());
        }
    }

    private void nothing() {
        title = null;
        statement = null;
        command = null;
        retry = null;
        wait = null;
    }

    /** Whether anything goes on that takes time. */
    boolean goesOn() {
        return title != null || wait != null || gates.waits();
    }

    /** The contracts whose gates are waited for. */
    GateWait gates() {
        return gates;
    }

    /** Whether it is a wait for somebody. */
    boolean waits() {
        return wait != null || (title == null && gates.waits());
    }

    /** How many migrations have ended, and of how many. */
    int done() {
        return done;
    }

    int steps() {
        return steps;
    }

    /** How long the present migration has been running. */
    Duration running(Instant now) {
        return title == null ? Duration.ZERO : Duration.between(began, now);
    }

    /** {@code 0042 add email  expand, 12 s, statement 2 of 3}; null between migrations. */
    @Nullable
    String headline(Instant now) {
        if (title == null) {
            return null;
        }
        boolean several = statement != null && !statement.endsWith(" of 1");
        return title + ", " + Words.elapsed(running(now)) + (several ? ", " + statement : "");
    }

    /** What more there is to say of it, whom it waits for aside. */
    List<String> details() {
        List<String> details = new ArrayList<>();
        if (retry != null) {
            details.add(retry);
        }
        if (command != null) {
            details.add(command);
        }
        return details;
    }

    /** {@code waiting, 12 s so far, for}; null when nobody is waited for. */
    @Nullable
    String waiting(Instant now) {
        if (wait == null) {
            return null;
        }
        return wait.what() + ", " + Words.elapsed(wait.waited().plus(since(wait, now))) + " so far"
                + (wait.blockers().isEmpty() ? "; the server does not tell for whom" : wait.before());
    }

    private static Duration since(Wait wait, Instant now) {
        return Duration.between(wait.told(), now);
    }

    /** Who is waited for: each in two lines, or in one. */
    List<String> blockers(Instant now, boolean inTwo) {
        List<String> lines = new ArrayList<>();
        if (wait == null) {
            return lines;
        }
        for (Blocker blocker : wait.blockers()
                .subList(0, Math.min(MOST_BLOCKERS, wait.blockers().size()))) {
            Duration since = since(wait, now);
            if (inTwo) {
                lines.add(BlockerText.who(blocker, since));
                String query = BlockerText.query(blocker);
                if (!query.isEmpty()) {
                    lines.add("  " + query);
                }
            } else {
                lines.add(BlockerText.line(blocker, since));
            }
        }
        if (wait.blockers().size() > MOST_BLOCKERS) {
            lines.add("and " + (wait.blockers().size() - MOST_BLOCKERS) + " more");
        }
        return lines;
    }
}
