package dev.bellows.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call did and found. Every {@link BellowsException} carries the report so far.
 *
 * @param database the database's name; empty before it was reached
 * @param ledger the ledger's qualified name; empty before it was known
 * @param position the ledger's newest position; 0 when it is empty
 * @param head the highest version of this build; null when it ships none
 * @param current whether every expand of this build is applied
 * @param steps what ran, in order
 * @param quarantined what this run dropped and kept, in order
 * @param held contracts passed over or held, and what waits behind them, in order
 * @param checks of migrations that were run again, in order; those of a run itself are not listed
 * @param restorePoint what this run made to go back to; null when it made none
 * @param refusals why nothing ran
 * @param notices what a person should know, none of it an error; also what was told while it ran
 * @param failure the statement that failed; null when none did
 * @param duration of the whole call
 */
public record Report(
        String database,
        String ledger,
        long position,
        @Nullable String head,
        boolean current,
        List<StepResult> steps,
        List<Kept> quarantined,
        List<Held> held,
        List<CheckResult> checks,
        @Nullable RestorePoint restorePoint,
        List<Refusal> refusals,
        List<String> notices,
        @Nullable Failure failure,
        Duration duration) {
    /** A report of nothing. */
    public static final Report EMPTY = new Report(
            "",
            "",
            0,
            null,
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(),
            null,
            Duration.ZERO);

    public Report {
        steps = List.copyOf(steps);
        quarantined = List.copyOf(quarantined);
        held = List.copyOf(held);
        checks = List.copyOf(checks);
        refusals = List.copyOf(refusals);
        notices = List.copyOf(notices);
    }

    /** A report of a call that got no further than its files. */
    public static Report of(Build build) {
        @Nullable Version head = build.head();
        return head == null ? EMPTY : EMPTY.withHead(head.toString());
    }

    private Report withHead(String highest) {
        return new Report(
                database,
                ledger,
                position,
                highest,
                current,
                steps,
                quarantined,
                held,
                checks,
                restorePoint,
                refusals,
                notices,
                failure,
                duration);
    }

    /** This report of a call that went on where another one ended: what ran before is in it. */
    public Report after(Report before) {
        return new Report(
                database,
                ledger,
                position,
                head,
                current,
                Stream.concat(
                                before.steps.stream().filter(step -> step.outcome() != StepResult.Outcome.HELD),
                                steps.stream())
                        .toList(),
                Stream.concat(before.quarantined.stream(), quarantined.stream()).toList(),
                held,
                checks,
                restorePoint == null ? before.restorePoint : restorePoint,
                refusals,
                Stream.concat(before.notices.stream(), notices.stream())
                        .distinct()
                        .toList(),
                failure,
                before.duration.plus(duration));
    }

    /** This report with refusals. */
    public Report refused(List<Refusal> why) {
        return new Report(
                database,
                ledger,
                position,
                head,
                current,
                steps,
                quarantined,
                held,
                checks,
                restorePoint,
                why,
                notices,
                failure,
                duration);
    }

    /** This report with the statement that failed. */
    public Report failed(Failure what) {
        return new Report(
                database,
                ledger,
                position,
                head,
                current,
                steps,
                quarantined,
                held,
                checks,
                restorePoint,
                refusals,
                notices,
                what,
                duration);
    }

    /** This report with checks that were run again. */
    public Report checked(List<CheckResult> results) {
        return new Report(
                database,
                ledger,
                position,
                head,
                current,
                steps,
                quarantined,
                held,
                results,
                restorePoint,
                refusals,
                notices,
                failure,
                duration);
    }
}
