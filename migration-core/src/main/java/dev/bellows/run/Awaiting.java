package dev.bellows.run;

import dev.bellows.model.BellowsException;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.State;
import dev.bellows.model.UnreachableException;
import dev.bellows.plan.Survey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits until somebody else has made the schema current; a database that is not up yet is waited for too. */
final class Awaiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final Set<State> OPEN =
            EnumSet.of(State.PENDING, State.FAILED, State.UNFINISHED, State.REVERTED, State.OUT_OF_ORDER);

    private final Call call;
    private final Duration atMost;
    private final long began = System.nanoTime();
    private String said = "";

    Awaiting(Call call, Duration atMost) {
        this.call = call;
        this.atMost = atMost;
    }

    Report current() {
        while (true) {
            BellowsException notYet;
            try (Reading reading = new Reading(call)) {
                notYet = notYet(reading);
                if (notYet == null) {
                    return reading.report();
                }
            } catch (UnreachableException e) {
                notYet = e;
                say(String.valueOf(e.getMessage()));
            }
            if (over()) {
                throw notYet;
            }
            pause(notYet.report());
        }
    }

    private static void pause(Report soFar) {
        try {
            Pause.jittered(BETWEEN_LOOKS);
        } catch (InterruptedRunException e) {
            throw new InterruptedRunException("interrupted while waiting until the schema is current", soFar, e);
        }
    }

    private boolean over() {
        return System.nanoTime() - began >= atMost.toNanos();
    }

    private @Nullable BellowsException notYet(Reading reading) {
        while (true) {
            reading.refreshIfMoved();
            reading.requires().sound();
            Survey survey = reading.survey();
            List<Refusal> refusals = survey.refusals().stream()
                    .filter(refusal ->
                            !refusal.code().equals("edited") && !refusal.code().equals("missing"))
                    .toList();
            reading.require(refusals);
            if (survey.current()) {
                return null;
            }
            if (over()) {
                return new NotInTimeException(
                        "the schema did not become current within " + Messages.time(atMost)
                                + "; next: see what is missing, and who should apply it: bellows status",
                        reading.report());
            }
            say("the schema is not current yet; waiting until somebody has applied the rest (" + toApply(survey)
                    + " to go)");
            pause(reading.report());
        }
    }

    private static long toApply(Survey survey) {
        return survey.rows().stream().filter(row -> OPEN.contains(row.state())).count();
    }

    /** Said once, and again when it is something else: who reads a log wants to know why nothing happens. */
    private void say(String what) {
        if (!what.equals(said)) {
            said = what;
            call.listener().on(new Progress.Notice(what));
        }
    }
}
