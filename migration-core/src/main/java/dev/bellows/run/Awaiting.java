package dev.bellows.run;

import dev.bellows.model.BellowsException;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import dev.bellows.plan.Survey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits until somebody else has made the schema current; a database that is not up yet is waited for too. */
final class Awaiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Call call;
    private final Duration atMost;
    private final long began = System.nanoTime();

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
            reading.requireSound();
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
                                + "; see who should apply it, and: bellows status",
                        reading.report());
            }
            pause(reading.report());
        }
    }
}
