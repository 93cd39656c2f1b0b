package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.Fleet;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.FleetProgress;
import dev.bellows.cli.text.FleetStatusText;
import dev.bellows.cli.text.FleetText;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Status;
import dev.bellows.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A command for many schemas or databases: each has its ledger and lock, and one that fails stops no other. */
final class FleetRun {
    private final Call call;
    private final FleetOptions options;

    FleetRun(Call call, FleetOptions options) {
        this.call = call;
        this.options = options;
    }

    /** What is done to all of them. */
    private interface Work {
        List<Fleet.Outcome<Object>> on(Fleet fleet, List<Fleet.Member> all, FleetProgress progress);
    }

    /**
     * Applies to all of them.
     *
     * @param wish how each is applied
     */
    Answer apply(UnaryOperator<Bellows> wish) {
        return all(wish, this::applied, this::summary, Json.fields("dryRun", false));
    }

    /** Likewise only says what would run. */
    Answer plan(UnaryOperator<Bellows> wish) {
        return all(wish, FleetRun::planned, this::summary, Json.fields("dryRun", true));
    }

    /** Where all of them stand. */
    Answer status() {
        int width = call.surroundings().screen().outputColumns();
        return all(
                UnaryOperator.identity(),
                FleetRun::standing,
                (members, outcomes) -> FleetStatusText.of(outcomes, members::about, call.ink(), width),
                Json.fields());
    }

    private List<String> summary(FleetMembers members, List<Fleet.Outcome<Object>> outcomes) {
        return FleetText.summary(outcomes, call.ink());
    }

    private Answer all(
            UnaryOperator<Bellows> wish,
            Work work,
            BiFunction<FleetMembers, List<Fleet.Outcome<Object>>, List<String>> text,
            Map<String, @Nullable Object> json) {
        try (FleetMembers members = FleetMembers.of(call, options)) {
            List<Fleet.Member> all = members.all();
            List<Fleet.Outcome<Object>> outcomes = new ArrayList<>(members.lost());
            if (!all.isEmpty()) {
                Fleet fleet = Fleet.of(wish.apply(call.bellows(all.get(0).dataSource())))
                        .parallel(options.parallel())
                        .restorePoints(members::restorePoints);
                try (FleetProgress progress = call.fleetProgress(all.size())) {
                    outcomes.addAll(work.on(options.failFast() ? fleet.failFast() : fleet, all, progress));
                }
            }
            return answer(members, outcomes, text.apply(members, outcomes), json);
        }
    }

    private List<Fleet.Outcome<Object>> applied(Fleet fleet, List<Fleet.Member> all, FleetProgress progress) {
        return fleet
                .listener((member, happened) -> hear(progress, member, happened))
                .apply(all, outcome -> done(progress, outcome))
                .stream()
                .map(outcome -> general(outcome, outcome.problem()))
                .toList();
    }

    private static List<Fleet.Outcome<Object>> planned(Fleet fleet, List<Fleet.Member> all, FleetProgress progress) {
        return fleet.plan(all, outcome -> done(progress, outcome)).stream()
                .map(FleetRun::refused)
                .toList();
    }

    private static List<Fleet.Outcome<Object>> standing(Fleet fleet, List<Fleet.Member> all, FleetProgress progress) {
        return fleet.status(all, outcome -> done(progress, outcome)).stream()
                .map(outcome -> general(outcome, outcome.problem()))
                .toList();
    }

    private static void done(FleetProgress progress, Fleet.Outcome<?> outcome) {
        progress.done(outcome.member().name(), outcome.problem());
    }

    private void hear(FleetProgress progress, Fleet.Member member, Progress happened) {
        call.hear(member.name(), happened);
        progress.on(member.name(), happened);
    }

    /** A plan that would be refused is one that fails. */
    private static Fleet.Outcome<Object> refused(Fleet.Outcome<Plan> outcome) {
        @Nullable Plan plan = outcome.result();
        return plan == null || plan.refusals().isEmpty()
                ? general(outcome, outcome.problem())
                : general(outcome, new RefusedException(plan.refusals(), Report.EMPTY));
    }

    private static Fleet.Outcome<Object> general(Fleet.Outcome<?> outcome, @Nullable Throwable problem) {
        return new Fleet.Outcome<>(outcome.member(), outcome.result(), problem, outcome.took());
    }

    private Answer answer(
            FleetMembers members,
            List<Fleet.Outcome<Object>> outcomes,
            List<String> lines,
            Map<String, @Nullable Object> json) {
        List<Map<String, @Nullable Object>> targets = new ArrayList<>();
        List<FleetText.Failed> failed = new ArrayList<>();
        for (Fleet.Outcome<Object> outcome : outcomes) {
            @Nullable Answer trouble = outcome.problem() == null ? null : Troubles.of(outcome.problem(), call);
            if (trouble != null) {
                failed.add(new FleetText.Failed(
                        outcome.member().name(),
                        trouble.exit(),
                        trouble.errors().stream()
                                .map(line -> members.about(outcome.member(), line))
                                .toList()));
            }
            targets.add(target(outcome, trouble));
        }
        json.put("targets", targets);
        if (failed.isEmpty()) {
            return Answer.done(lines, json);
        }
        // The smaller the code, the more it wants a person; who has to try again later has the larger ones.
        FleetText.Failed worst = failed.stream()
                .min(Comparator.comparingInt(FleetText.Failed::exit))
                .orElseThrow();
        json.put("error", Troubles.ofMany(worst.exit(), failed.size() + " of " + outcomes.size() + " failed"));
        return Answer.done(lines, json)
                .trouble(worst.exit(), FleetText.failures(failed, call.errorInk(), call.errorColumns()));
    }

    private static Map<String, @Nullable Object> target(Fleet.Outcome<Object> outcome, @Nullable Answer trouble) {
        @Nullable
        Object report = outcome.result() instanceof Report done
                ? Json.report(done)
                : trouble == null ? null : trouble.json().get("report");
        return Json.fields(
                "name",
                outcome.member().name(),
                "schema",
                outcome.member().schema(),
                "tried",
                outcome.tried(),
                "exit",
                trouble == null ? 0 : trouble.exit(),
                "durationMillis",
                outcome.took().toMillis(),
                "report",
                report,
                "plan",
                outcome.result() instanceof Plan plan ? Json.plan(plan) : null,
                "status",
                outcome.result() instanceof Status status ? Json.status(status) : null,
                "error",
                trouble == null ? null : trouble.json().get("error"));
    }
}
