package dev.bellows.cli.text;

import dev.bellows.model.Blocker;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * For logs: whole lines, each with its time. One for each migration when it ends; a slow one is told of after a second,
 * and what takes longer every half a minute, so that a log shows life.
 */
final class PlainOutput implements ProgressText.Output {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    private final ProgressText.Place place;
    private final Activity activity = new Activity();
    private List<Blocker> named = List.of();
    private Instant due = Instant.MAX;
    private Instant retryTold = Instant.EPOCH;
    private List<String> gateTold = List.of();
    private Instant gateDue = Instant.MAX;
    private final Set<MigrationLabel> heldTold = new HashSet<>();

    PlainOutput(ProgressText.Place place) {
        this.place = place;
    }

    @Override
    public void on(Progress progress) {
        Instant now = place.time().instant();
        activity.on(progress, now);
        if (progress instanceof Progress.StepFinished finished) {
            finished(finished.result(), now);
        } else if (progress instanceof Progress.StepStarted) {
            due = now.plus(SLOW);
        } else if (progress instanceof Progress.Notice notice) {
            remark(now, "notice: " + notice.text());
        } else if (progress instanceof Progress.WaitOver over) {
            named = List.of();
            remark(now, over.migration().label() + " goes on after a wait of " + Words.elapsed(over.waited()));
        } else if (progress instanceof Progress.WaitingForOthers others) {
            waiting(others.blockers(), now);
        } else if (progress instanceof Progress.WaitingForLock lock) {
            waiting(lock.holder() == null ? List.of() : List.of(lock.holder()), now);
        } else if (progress instanceof Progress.Retrying retrying) {
            retrying(retrying, now);
        } else if (progress instanceof Progress.GateHeld
                && !activity.gates().holders().equals(gateTold)) {
            tellGates(now);
        } else if (progress instanceof Progress.RestorePointStarted started) {
            remark(now, RestorePointText.started(started));
        } else if (progress instanceof Progress.RestorePointMade made) {
            remark(now, RestorePointText.made(made));
        } else if (progress instanceof Progress.Overtaken overtaken) {
            remark(now, overtaken.why());
        }
    }

    /** A contract that is held again and again while its gate is waited for is told of once. */
    private void finished(StepResult result, Instant now) {
        boolean news = result.outcome() != StepResult.Outcome.HELD
                || heldTold.add(new MigrationLabel(result.owner(), result.version()));
        if (news) {
            place.result(stamped(now, ReportText.title(result) + "  " + ReportText.ended(result, Ink.PLAIN)));
        }
        due = Instant.MAX;
    }

    private void tellGates(Instant now) {
        gateTold = activity.gates().holders();
        gateDue = now.plus(BETWEEN_WORDS);
        activity.gates().lines(now).forEach(line -> remark(now, line));
    }

    private void waiting(List<Blocker> blockers, Instant now) {
        boolean known = blockers.size() == named.size()
                && blockers.stream().allMatch(blocker -> named.stream().anyMatch(blocker::same));
        if (!known || due.equals(Instant.MAX)) {
            named = blockers;
            tell(now);
        }
    }

    /** Many tries may fail in a second; the first is told of, and then one now and then. */
    private void retrying(Progress.Retrying retrying, Instant now) {
        if (Duration.between(retryTold, now).compareTo(BETWEEN_WORDS) >= 0) {
            retryTold = now;
            remark(
                    now,
                    retrying.migration().label() + ": " + retrying.why() + "; undone, and tried again (attempt "
                            + (retrying.attempt() + 1) + ") after " + Words.time(retrying.pause()));
        }
    }

    @Override
    public void tick() {
        Instant now = place.time().instant();
        if (activity.goesOn() && !now.isBefore(due)) {
            tell(now);
        }
        if (activity.gates().waits() && !now.isBefore(gateDue)) {
            tellGates(now);
        }
    }

    private void tell(Instant now) {
        due = now.plus(BETWEEN_WORDS);
        List<String> parts = new ArrayList<>();
        String headline = activity.headline(now);
        if (headline != null) {
            parts.add("running: " + headline);
        }
        parts.addAll(activity.details());
        String waiting = activity.waiting(now);
        if (waiting == null) {
            remark(now, String.join("; ", parts));
            return;
        }
        parts.add(waiting);
        List<String> blockers = activity.blockers(now, false);
        remark(now, String.join("; ", parts) + (blockers.size() == 1 ? " " + blockers.get(0) : ""));
        if (blockers.size() > 1) {
            blockers.forEach(blocker -> remark(now, "  " + blocker));
        }
    }

    private void remark(Instant now, String text) {
        text.lines().forEach(line -> place.remark(stamped(now, line)));
    }

    /** A line with its time, in UTC, as the server's log may be compared; seconds are enough for people. */
    static String stamped(Instant now, String line) {
        return now.truncatedTo(ChronoUnit.SECONDS) + " " + line;
    }

    @Override
    public void stepAside() {
        // Every line is whole.
    }

    @Override
    public void end() {
        // Nothing was opened.
    }
}
