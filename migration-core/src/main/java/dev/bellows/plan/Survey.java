package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Entry;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.State;
import dev.bellows.model.Status;
import dev.bellows.model.Version;
import dev.bellows.sql.Phase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What files and ledger say together, without a wish to change anything. */
public final class Survey {
    private final Build build;
    private final Settings settings;
    private final Situation situation;
    private final History history;
    private final Agreement agreement;

    /** Surveys a build and a database. */
    public Survey(Build build, Settings settings, Situation situation) {
        this.build = build;
        this.settings = settings;
        this.situation = situation;
        this.history = History.of(situation.entries());
        this.agreement = new Agreement(build, settings, history);
    }

    /** Where files and ledger disagree, and what is wrong with the files. */
    public List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>(build.refusals());
        refusals.addAll(agreement.refusals());
        return refusals;
    }

    /** What is wrong with the files that run or may have to; nothing that happens to the ledger mends it. */
    public List<Refusal> wrongFiles() {
        List<Refusal> wrong = new ArrayList<>(build.refusals());
        wrong.addAll(agreement.unreadable());
        return wrong;
    }

    /** What a person should know, though nothing is wrong with it: a build may be older than the database. */
    public List<String> notices() {
        Map<MigrationId, Migration> files = build.byId();
        List<String> newer = history.standings().entrySet().stream()
                .filter(each -> !files.containsKey(each.getKey()))
                .filter(each -> each.getValue().applied() && agreement.newer(each.getKey()))
                .sorted(Comparator.comparing((Map.Entry<MigrationId, Standing> each) ->
                                Version.of(each.getKey().key()))
                        .thenComparing(each -> each.getKey().owner()))
                .map(each -> each.getValue().last().label().toString())
                .toList();
        return newer.isEmpty()
                ? List.of()
                : List.of("applied, and above all of these files: " + String.join(", ", newer)
                        + "; a newer build did it, or the files are gone");
    }

    /** What is applied as it stands in this build, in the order in which it ran. */
    public List<Migration> applied() {
        return build.migrations().stream()
                .filter(history::applied)
                .filter(migration -> !migration.repeatable() || ranAsItIs(migration))
                .toList();
    }

    private boolean ranAsItIs(Migration repeatable) {
        @Nullable Standing standing = history.of(repeatable.id());
        return standing != null && standing.counts(repeatable.script().checksum());
    }

    /** The contracts that are not applied, in their order. */
    public List<Migration> pendingContracts() {
        return build.migrations().stream()
                .filter(migration -> Agreement.phase(migration) == Phase.CONTRACT)
                .filter(migration -> !history.applied(migration) && !agreement.past(migration))
                .toList();
    }

    /** What is applied and has no file here, as a person accepted or the configuration makes it history. */
    public List<MigrationId> excused() {
        Map<MigrationId, Migration> files = build.byId();
        return history.standings().entrySet().stream()
                .filter(each -> each.getValue().applied() && !files.containsKey(each.getKey()))
                .map(Map.Entry::getKey)
                .filter(id -> !id.repeatable())
                .filter(id -> history.acceptedMissing(id) || agreement.belowEnforced(id))
                .toList();
    }

    /** Whether every expand of this build is applied. */
    public boolean current() {
        return agreement.current();
    }

    /** Every migration of the build and every other one that the ledger knows, in the order in which they run. */
    public List<Status.Row> rows() {
        List<Status.Row> rows = new ArrayList<>();
        build.migrations().forEach(migration -> rows.add(row(migration)));
        Map<MigrationId, Migration> files = build.byId();
        history.standings().forEach((id, standing) -> {
            boolean gone = !files.containsKey(id) && (standing.applied() || standing.partly());
            if (gone && !id.repeatable()) {
                rows.add(row(id, standing));
            }
        });
        // Behind the migration of the same version: the order of what is equal stays.
        build.baselines().forEach(baseline -> rows.add(baseline(baseline)));
        rows.sort(Comparator.comparing((Status.Row row) -> !Version.isVersion(row.version()))
                .thenComparing(Survey::byVersion)
                .thenComparing(Status.Row::owner));
        return rows;
    }

    private Status.Row baseline(Migration baseline) {
        boolean there = agreement.squashes().applied(baseline);
        State state = agreement.squashes().edited(baseline) ? State.EDITED : there ? State.BASELINED : State.PENDING;
        int count = baseline.squashes().size();
        return new Status.Row(
                baseline.owner(),
                baseline.version(),
                baseline.description(),
                baseline.phase(),
                state,
                0,
                0,
                history.baselinedAt(baseline.id()),
                "stands for " + count + (count == 1 ? " migration" : " migrations"));
    }

    private static int byVersion(Status.Row one, Status.Row other) {
        boolean numbers = Version.isVersion(one.version()) && Version.isVersion(other.version());
        return numbers
                ? Version.of(one.version()).compareTo(Version.of(other.version()))
                : one.version().compareTo(other.version());
    }

    private Status.Row row(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        State state = state(migration, standing);
        boolean counted = state == State.FAILED || state == State.UNFINISHED;
        return new Status.Row(
                migration.owner(),
                migration.version(),
                migration.description(),
                migration.phase(),
                state,
                counted && standing != null ? standing.done() : 0,
                counted && standing != null ? standing.total() : 0,
                standing == null ? null : at(standing.last()),
                note(migration, standing, state));
    }

    private State state(Migration migration, @Nullable Standing standing) {
        if (agreement.past(migration)) {
            return State.HISTORY;
        }
        if (agreement.edited(migration)) {
            return State.EDITED;
        }
        if (standing == null && history.baselined(migration)) {
            return State.BASELINED;
        }
        if (standing == null) {
            return agreement.outOfOrder(migration) ? State.OUT_OF_ORDER : State.PENDING;
        }
        return changed(migration, standing) ? State.PENDING : state(standing);
    }

    private static State state(Standing standing) {
        return switch (standing.kind()) {
            case APPLIED -> State.APPLIED;
            case ADOPTED -> State.ADOPTED;
            case HELD -> State.HELD;
            case REVERTED -> State.REVERTED;
            case FAILED -> State.FAILED;
            case UNFINISHED -> State.UNFINISHED;
        };
    }

    private boolean changed(Migration migration, Standing standing) {
        @Nullable String appliedHead = standing.appliedHead();
        return migration.repeatable()
                && standing.applied()
                && !standing.counts(migration.script().checksum())
                && (appliedHead == null || !Agreement.older(build.head(), appliedHead));
    }

    private static @Nullable String note(Migration migration, @Nullable Standing standing, State state) {
        if (standing != null && standing.inDoubt()) {
            return "the next statement is in doubt";
        }
        if (standing != null && standing.down() && (state == State.FAILED || state == State.UNFINISHED)) {
            return "its down";
        }
        if (state == State.PENDING && standing != null && migration.repeatable()) {
            return "changed since it ran";
        }
        return state == State.FAILED && standing != null ? standing.last().message() : null;
    }

    private Status.Row row(MigrationId id, Standing standing) {
        Entry last = standing.last();
        boolean missing = agreement.missing(id, standing);
        State state = missing ? State.MISSING : state(standing);
        boolean counted = state == State.FAILED || state == State.UNFINISHED;
        return new Status.Row(
                id.owner(),
                last.version() == null ? id.key() : last.version(),
                last.description() == null ? "" : last.description(),
                last.phase() == null ? null : Phase.valueOf(last.phase().toUpperCase(Locale.ROOT)),
                state,
                counted ? standing.done() : 0,
                counted ? standing.total() : 0,
                at(last),
                missing ? "its file is gone" : withoutFile(id));
    }

    private String withoutFile(MigrationId id) {
        if (agreement.newer(id)) {
            return "newer than this build";
        }
        @Nullable Migration baseline = agreement.squashes().standingFor(id);
        if (baseline != null) {
            return "squashed into " + baseline.label();
        }
        return agreement.belowEnforced(id) ? "history without a file" : "no file, as accepted";
    }

    private static Instant at(Entry entry) {
        return Instant.EPOCH.plus(entry.at(), ChronoUnit.MICROS);
    }

    /**
     * The next thing to do: what the first refusal of an apply asks for, else the apply, else a phrase. It asks the planner,
     * so that it never names a command that would be refused.
     */
    public String next() {
        Plan plan = Planner.apply(build, settings, Wish.ALL, situation);
        if (!plan.refusals().isEmpty()) {
            return plan.refusals().get(0).next();
        }
        if (build.isEmpty()) {
            return "bellows new DESCRIPTION";
        }
        if (plan.steps().isEmpty()) {
            return plan.nothingToDo() ? "nothing to do" : "bellows apply";
        }
        boolean onlyHeld = plan.steps().stream()
                .map(step -> history.of(step.migration().id()))
                .allMatch(standing -> standing != null && standing.kind() == Standing.Kind.HELD);
        boolean onlyContracts =
                plan.steps().stream().allMatch(step -> step.migration().phase() == Phase.CONTRACT);
        return onlyHeld && onlyContracts ? "bellows apply --phase contract" : "bellows apply";
    }
}
