package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Script;
import dev.bellows.model.Settings;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether files and ledger tell the same story: nothing edited, missing or late, no contract ahead of this build. */
final class Agreement {
    private final Build build;
    private final Settings settings;
    private final History history;
    private final @Nullable Version head;
    private final @Nullable MigrationLabel highest;
    private final Map<MigrationId, Migration> shipped;
    private final Squashes squashes;

    Agreement(Build build, Settings settings, History history) {
        this.build = build;
        this.settings = settings;
        this.history = history;
        this.head = build.head();
        this.shipped = new HashMap<>(build.byId());
        this.squashes = new Squashes(build, settings, history);
        this.highest = squashes.highest();
    }

    /** What is wrong with the files that are to run, and every disagreement. */
    List<Refusal> refusals() {
        List<Refusal> refusals = unreadable();
        build.migrations().stream()
                .filter(this::edited)
                .map(Agreement::refuseEdited)
                .forEach(refusals::add);
        history.standings().forEach((id, standing) -> {
            if (missing(id, standing)) {
                refusals.add(refuseMissing(standing));
            } else if (overtaken(id, standing)) {
                refusals.add(refuseOvertaken(standing));
            }
        });
        refusals.addAll(squashes.refusals());
        return refusals;
    }

    /** What cannot be read or understood of what is not in the database yet; of what is, it was known when it ran. */
    List<Refusal> unreadable() {
        List<Refusal> found = new ArrayList<>();
        for (Migration migration : build.migrations()) {
            if (!migration.history() && !inForce(migration)) {
                understand(migration.script(), found);
                if (migration.down() != null) {
                    understand(migration.down(), found);
                }
            }
        }
        return found;
    }

    private void understand(Script script, List<Refusal> found) {
        try {
            script.outline();
        } catch (UnreadableScriptException e) {
            // Of some it is known already.
            if (!build.refusals().contains(e.refusal())) {
                found.add(e.refusal());
            }
        }
    }

    /** What the baselines of the build mean here. */
    Squashes squashes() {
        return squashes;
    }

    private static Refusal refuseEdited(Migration migration) {
        return Refusal.of(
                "edited",
                migration.label(),
                migration.script().name(),
                "it has changed since version " + migration.label() + " was applied",
                "put the file back and write a new migration; or, if the change does not matter: bellows resolve "
                        + migration.label() + " --accept-checksum REASON");
    }

    private static Refusal refuseMissing(Standing standing) {
        MigrationLabel label = standing.last().label();
        String decide = standing.applied()
                ? "if it is gone for good: bellows resolve " + label + " --missing REASON"
                : "if what it did is undone by hand: bellows resolve " + label + " --as reverted";
        return Refusal.of(
                "missing",
                label,
                null,
                "version " + label + described(standing) + " is " + (standing.applied() ? "" : "partly ")
                        + "applied, and its file is gone",
                "put the file back; or, " + decide);
    }

    private Refusal refuseOvertaken(Standing standing) {
        MigrationLabel label = standing.last().label();
        return Refusal.of(
                "overtaken",
                label,
                null,
                "this build (head " + (head == null ? "none" : head) + ") is older than the contract " + label
                        + described(standing) + ", which is " + (standing.applied() ? "" : "partly ")
                        + "applied: the schema no longer fits it",
                "deploy a build that ships "
                        + new MigrationLabel(standing.last().id().owner(), neededBy(standing)));
    }

    private static String described(Standing standing) {
        @Nullable String description = standing.last().description();
        return description == null ? "" : " (" + description + ")";
    }

    /** Whether an applied migration's file has another checksum. */
    boolean edited(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        return standing != null
                && standing.applied()
                && !migration.repeatable()
                && !migration.history()
                && !standing.checksums().isEmpty()
                && !standing.counts(migration.script().checksum());
    }

    /**
     * Whether an applied migration has no file, although this build is not older than it. While files are wrong, nobody can
     * say which are gone.
     */
    boolean missing(MigrationId id, Standing standing) {
        boolean there = standing.applied() || standing.partly();
        return there
                && build.refusals().isEmpty()
                && !id.repeatable()
                && !shipped.containsKey(id)
                && !newer(id)
                && !history.acceptedMissing(id)
                && !belowEnforced(id)
                && !(standing.applied() && squashes.standingFor(id) != null);
    }

    /** Whether this version is above this build's head: another, newer build applied it. */
    boolean newer(MigrationId id) {
        return !id.repeatable() && (head == null || Version.of(id.key()).compareTo(head) > 0);
    }

    /** Whether the configuration's {@code enforce-from} makes it history. */
    boolean belowEnforced(MigrationId id) {
        @Nullable Version from = settings.enforceFrom(id.owner());
        return from != null && Version.of(id.key()).compareTo(from) < 0;
    }

    /** Whether a contract of a newer build is in the database, were it only in part, that this build cannot run beside. */
    private boolean overtaken(MigrationId id, Standing standing) {
        return "contract".equals(standing.last().phase())
                && (standing.applied() || (standing.partly() && standing.done() > 0))
                && newer(id)
                && squashes.standingFor(MigrationId.parse(id.owner(), neededBy(standing))) == null
                && !shipped.containsKey(MigrationId.parse(id.owner(), neededBy(standing)));
    }

    /** The version that a build must ship to run beside this contract: its {@code after}, or the contract itself. */
    private static String neededBy(Standing standing) {
        return standing.after() != null
                ? standing.after()
                : String.valueOf(standing.last().version());
    }

    /** Whether it is history on a database that has moved past it: known, never run, never refused. */
    boolean past(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        return migration.history() && belowHighest(migration) && (standing == null || !standing.partly());
    }

    /**
     * Whether it is pending below what is applied. Not so a contract that was passed over, history, and what a run began:
     * each has its place in the order already.
     */
    boolean outOfOrder(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        return belowHighest(migration)
                && !migration.history()
                && !history.passedOver(migration.id())
                && (standing == null || !standing.partly());
    }

    private boolean belowHighest(Migration migration) {
        return !migration.repeatable()
                && !history.applied(migration)
                && highest != null
                && migration.number().compareTo(Version.of(highest.version())) < 0;
    }

    /** The migration with the highest version that is applied, wholly or partly, or baselined; null when there is none. */
    @Nullable
    MigrationLabel highest() {
        return highest;
    }

    /** Whether every expand of this build is applied, and every repeatable as this build has it or newer. */
    boolean current() {
        return build.migrations().stream()
                        .filter(migration -> phase(migration) == Phase.EXPAND)
                        .allMatch(this::inForce)
                && squashes.current();
    }

    private boolean inForce(Migration migration) {
        @Nullable Standing standing = history.of(migration.id());
        if (migration.repeatable()) {
            return standing != null
                    && standing.applied()
                    && (standing.counts(migration.script().checksum())
                            || (standing.appliedHead() != null && older(head, standing.appliedHead())));
        }
        return history.applied(migration) || past(migration);
    }

    /** The phase that counts: history has no gate, so that on an empty database all of it runs like an expand. */
    static Phase phase(Migration migration) {
        return migration.history() ? Phase.EXPAND : migration.phase();
    }

    static boolean older(@Nullable Version head, String than) {
        return head == null || head.compareTo(Version.of(than)) < 0;
    }
}
