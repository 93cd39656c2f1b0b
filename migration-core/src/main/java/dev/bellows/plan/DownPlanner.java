package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Script;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans a down: the newest applied migrations, newest first. */
public final class DownPlanner {
    private final Settings settings;
    private final Build build;
    private final History history;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Steps stepMaker;

    private DownPlanner(Build build, Settings settings, Situation situation) {
        this.build = build;
        this.settings = settings;
        this.history = History.of(situation.entries());
        this.stepMaker = new Steps(settings, false, refusals);
    }

    /** The plan of a down. */
    public static Plan down(Build build, Settings settings, DownTarget target, Situation situation) {
        DownPlanner planner = new DownPlanner(build, settings, situation);
        planner.refusals.addAll(build.refusals());
        planner.consider(target);
        @Nullable Version head = build.head();
        return new Plan(
                situation.position(),
                head == null ? null : head.toString(),
                null,
                planner.refusals.isEmpty() ? planner.steps : List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                planner.refusals,
                List.of(),
                new Agreement(build, settings, planner.history).current());
    }

    private void consider(DownTarget target) {
        if (!settings.downAllowed()) {
            refusals.add(Refusal.of(
                    "down-off",
                    "this database only goes forward: the configuration says down = off",
                    "write a new migration that undoes the change"));
            return;
        }
        Map<MigrationId, Migration> files = build.byId();
        List<MigrationId> newestFirst = newestFirst();
        refuseAboveAll(target, newestFirst);
        int left = target.steps();
        for (MigrationId id : newestFirst) {
            boolean wanted = target.version() != null ? Version.of(id.key()).compareTo(target.version()) > 0 : left > 0;
            if (!wanted) {
                return;
            }
            left--;
            @Nullable Migration migration = files.get(id);
            if (migration == null) {
                refuseMissing(label(id));
            } else {
                revert(migration);
            }
        }
    }

    /** Probably a slip: there would be nothing to do, and somebody expects something. */
    private void refuseAboveAll(DownTarget target, List<MigrationId> applied) {
        @Nullable Version to = target.version();
        @Nullable Version head = build.head();
        boolean above = to != null
                && !to.digits().equals("0")
                && (head == null || head.compareTo(to) < 0)
                && applied.stream().allMatch(id -> Version.of(id.key()).compareTo(to) < 0);
        if (above) {
            refusals.add(Refusal.of(
                    "no-such-version",
                    "there is no version as high as " + to + ", in the files or in the ledger",
                    "name one that is there: bellows status"));
        }
    }

    private List<MigrationId> newestFirst() {
        List<MigrationId> there = new ArrayList<>();
        history.standings().forEach((id, standing) -> {
            if (!id.repeatable() && (standing.applied() || standing.partly())) {
                there.add(id);
            }
        });
        build.migrations().stream()
                .filter(history::baselined)
                .map(Migration::id)
                .forEach(there::add);
        // Without a file they cannot be reverted, and nobody should think that there is nothing to revert.
        build.baselines().stream()
                .flatMap(baseline -> baseline.standsFor().stream())
                .filter(id -> history.baselined(id) && !there.contains(id))
                .distinct()
                .forEach(there::add);
        there.sort(Comparator.comparing((MigrationId id) -> Version.of(id.key()))
                .thenComparing(MigrationId::owner)
                .reversed());
        return there;
    }

    /** Only what stands in the ledger can be without a file, so there is an entry that tells how it was written. */
    private MigrationLabel label(MigrationId id) {
        @Nullable Standing standing = history.of(id);
        return standing == null
                ? new MigrationLabel(id.owner(), id.key())
                : standing.last().label();
    }

    private void refuseMissing(MigrationLabel label) {
        refusals.add(Refusal.of(
                "missing",
                label,
                null,
                "version " + label + " is applied, and its files are not here",
                "run down from the build that has them; or, if what it did is undone by hand: bellows resolve " + label
                        + " --as reverted"));
    }

    private void revert(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        @Nullable Script down = migration.down();
        boolean partly = standing != null && standing.partly();
        if (standing != null && partly && !standing.down()) {
            refusals.add(Refusal.of(
                    "unfinished",
                    migration.label(),
                    migration.script().name(),
                    "it stopped after " + standing.done() + " of " + standing.total() + " statements",
                    "finish it: bellows apply; or decide: bellows resolve " + migration.label()
                            + " --as applied|reverted"));
        } else if (down == null) {
            refusals.add(Refusal.of(
                    "no-down-file",
                    migration.label(),
                    migration.script().name(),
                    "it has no down file",
                    "write the reverse beside it (for 0042_x.sql: 0042_x.down.sql; in Java: ReversibleCodeMigration), or go"
                            + " forward with a new migration"));
        } else if (standing != null && partly) {
            stepMaker.resume(migration, down, standing).ifPresent(steps::add);
        } else {
            stepMaker.fresh(migration, true, down, null).ifPresent(steps::add);
        }
    }
}
