package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans an apply. */
public final class Planner {
    private final Build build;
    private final Settings settings;
    private final Wish wish;
    private final Situation situation;
    private final History history;
    private final @Nullable Version head;
    private final Agreement agreement;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Migration> held = new ArrayList<>();
    private final List<Migration> newlyHeld = new ArrayList<>();
    private final List<Migration> stoodFor = new ArrayList<>();
    private final List<Entry> leftOpen = new ArrayList<>();
    private final List<OpenCopy> leftCopies = new ArrayList<>();
    private final Steps stepMaker;
    private @Nullable Migration pendingExpand;

    private Planner(Build build, Settings settings, Wish wish, Situation situation) {
        this.build = build;
        this.settings = settings;
        this.wish = wish;
        this.situation = situation;
        this.history = History.of(situation.entries());
        this.head = build.head();
        this.agreement = new Agreement(build, settings, history);
        this.stepMaker = new Steps(settings, situation.newLedger() != null, refusals);
        notices.addAll(build.notices());
    }

    /** The plan of an apply. */
    public static Plan apply(Build build, Settings settings, Wish wish, Situation situation) {
        Planner planner = new Planner(build, settings, wish, situation);
        planner.refusals.addAll(build.refusals());
        planner.refusals.addAll(planner.agreement.refusals());
        planner.refuseUnknownTarget();
        planner.considerAll();
        planner.refuseStrangers();
        if (planner.refusals.isEmpty()) {
            planner.closeWhatWasLeftOpen();
            planner.giveUpWhatNobodyWants();
        }
        return planner.plan();
    }

    /** A baseline runs in the place of all migrations of its owner up to its version. */
    private void considerAll() {
        List<Migration> baselines = agreement.squashes().toRun(wish.to());
        List<Migration> all = new ArrayList<>(build.migrations());
        baselines.forEach(baseline -> all.removeIf(migration -> !migration.repeatable()
                && migration.owner().equals(baseline.owner())
                && migration.number().compareTo(baseline.number()) <= 0));
        all.addAll(baselines);
        all.sort(Migration.ORDER);
        all.forEach(this::consider);
        stoodFor.addAll(agreement.squashes().toRecord());
    }

    private void refuseUnknownTarget() {
        @Nullable Version to = wish.to();
        boolean known = to == null
                || to.digits().equals("0")
                || Stream.concat(build.migrations().stream(), build.baselines().stream())
                        .anyMatch(migration ->
                                !migration.repeatable() && migration.number().equals(to));
        if (!known) {
            refusals.add(Refusal.of(
                    "no-such-version",
                    "there is no migration with version " + to,
                    "name one that is there: bellows status"));
        }
    }

    private Plan plan() {
        boolean records = refusals.isEmpty() && !(steps.isEmpty() && newlyHeld.isEmpty() && stoodFor.isEmpty());
        return new Plan(
                situation.position(),
                head == null ? null : head.toString(),
                records ? situation.newLedger() : null,
                refusals.isEmpty() ? steps : List.of(),
                held,
                List.of(),
                refusals.isEmpty() ? newlyHeld : List.of(),
                refusals.isEmpty() ? stoodFor : List.of(),
                leftOpen,
                leftCopies,
                null,
                null,
                refusals,
                notices,
                agreement.current());
    }

    /** Nothing else would ever close them, and builds that lack what those contracts need would stay refused. */
    private void closeWhatWasLeftOpen() {
        for (Entry opening : history.opened().values()) {
            @Nullable Migration file = build.byId().get(opening.id());
            @Nullable Standing standing = history.of(opening.id());
            boolean partly = (standing != null && standing.partly()) || begunSince(opening);
            if ((file == null || Agreement.phase(file) != Phase.CONTRACT) && !partly) {
                leftOpen.add(opening);
                notices.add(
                        "the gate of " + opening.label()
                                + " was left open by a run that ended; it is no contract of this build, so the gate is closed again");
            }
        }
    }

    /** Whether a statement outside a transaction was announced: however it failed, some of its work may be there. */
    private boolean begunSince(Entry opening) {
        return situation.entries().stream()
                .anyMatch(entry -> entry.event() == EventKind.INTENT
                        && entry.position() > opening.position()
                        && entry.id().equals(opening.id()));
    }

    /** A copy's triggers slow the application's writes. Who applies does not go on with a down that was stopped. */
    private void giveUpWhatNobodyWants() {
        for (OpenCopy copy : situation.copies()) {
            @Nullable Migration file = build.byId().get(copy.migration().id());
            boolean wanted = file != null
                    && !copy.down()
                    && !history.applied(file)
                    && file.script().checksum().equals(copy.checksum());
            if (!wanted) {
                leftCopies.add(copy);
                notices.add("the copy of " + copy.object() + " that was begun for "
                        + (copy.down() ? "the down of " : "") + copy.migration()
                        + " is given up, as nothing of this build wants it: its triggers go, its tables, and then DROP SCHEMA "
                        + copy.schema());
            }
        }
    }

    private void consider(Migration migration) {
        if (migration.repeatable()) {
            repeatable(migration);
        } else if (!history.applied(migration)) {
            pending(migration);
        }
    }

    private void pending(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        boolean partly = standing != null && standing.partly();
        if (standing != null && partly && standing.down()) {
            refuseUnfinishedDown(migration, standing);
        } else if (beyond(migration) || agreement.past(migration)) {
            return;
        } else if (agreement.outOfOrder(migration) && !settings.outOfOrder(migration.owner())) {
            refuseOutOfOrder(migration);
        } else if (!wish.phases().include(Agreement.phase(migration))) {
            passOver(migration, standing);
        } else if (Agreement.phase(migration) == Phase.CONTRACT && pendingExpand != null) {
            refuseBeforeExpand(migration, pendingExpand);
        } else if (standing != null && partly) {
            stepMaker.resume(migration, migration.script(), standing).ifPresent(steps::add);
        } else {
            stepMaker.fresh(migration, false, migration.script(), standing).ifPresent(steps::add);
        }
    }

    private boolean beyond(Migration migration) {
        return wish.to() != null && migration.number().compareTo(wish.to()) > 0;
    }

    private void refuseUnfinishedDown(Migration migration, Standing standing) {
        refusals.add(Refusal.of(
                "unfinished-down",
                migration.label(),
                migration.script().name(),
                "its down stopped after " + standing.done() + " of " + standing.total() + " statements",
                "finish it: bellows down; or decide: bellows resolve " + migration.label() + " --as applied|reverted"));
    }

    private void refuseOutOfOrder(Migration migration) {
        @Nullable MigrationLabel highest = agreement.highest();
        refusals.add(Refusal.of(
                "out-of-order",
                migration.label(),
                migration.script().name(),
                "version " + migration.label() + " is pending, and " + highest + " is applied already",
                "give " + migration.label() + " a version above " + (highest == null ? "" : highest.version())
                        + ", or apply it all the same: bellows apply --out-of-order"
                        + (migration.owner().equals(MigrationId.MAIN)
                                ? ""
                                : "; for all of this owner: out-of-order = true in [owner." + migration.owner()
                                        + "]")));
    }

    private void refuseBeforeExpand(Migration migration, Migration expand) {
        refusals.add(Refusal.of(
                "expand-pending",
                migration.label(),
                migration.script().name(),
                "the expand " + expand.label() + " comes before this contract and is not applied",
                "apply it first: bellows apply --phase expand"));
    }

    private void passOver(Migration migration, @Nullable Standing standing) {
        if (Agreement.phase(migration) == Phase.EXPAND) {
            pendingExpand = pendingExpand == null ? migration : pendingExpand;
        } else if (standing != null && standing.partly()) {
            notices.add(
                    "the contract " + migration.label() + " is unfinished; finish it: bellows apply --phase contract");
        } else {
            held.add(migration);
            if (standing == null || standing.kind() != Standing.Kind.HELD) {
                newlyHeld.add(migration);
            }
        }
    }

    private void repeatable(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        boolean changed = standing == null
                || !standing.applied()
                || !standing.counts(migration.script().checksum());
        if (!changed || wish.to() != null || !wish.phases().include(Phase.EXPAND)) {
            return;
        }
        if (standing != null && standing.appliedHead() != null && Agreement.older(head, standing.appliedHead())) {
            notices.add(migration.label() + " was last run by a newer build (head " + standing.appliedHead()
                    + "); this one (head " + (head == null ? "none" : head) + ") leaves it alone");
            return;
        }
        stepMaker.fresh(migration, false, migration.script(), standing).ifPresent(steps::add);
    }

    private void refuseStrangers() {
        boolean first = history.empty()
                && steps.stream().anyMatch(step -> !step.migration().repeatable());
        if (situation.strangers() > 0 && first && refusals.isEmpty()) {
            refusals.add(Refusal.of(
                    "not-empty",
                    "the schema already holds " + situation.strangers()
                            + (situation.strangers() == 1 ? " table or view" : " tables or views")
                            + ", and no ledger says where from",
                    "if migrations up to V made them: bellows baseline V; if another tool ran them, from its own"
                            + " history: bellows adopt --from TOOL; if they have nothing to do with these"
                            + " migrations: bellows baseline 0" + exceptVersionZero()));
        }
    }

    /** A baseline covers its version, so a file with the version 0 must be taken out of it again. */
    private String exceptVersionZero() {
        return build.migrations().stream()
                .filter(migration -> migration.id().key().equals("0"))
                .findFirst()
                .map(zero -> ", then bellows resolve " + zero.label() + " --as reverted")
                .orElse("");
    }
}
