package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.sql.Squashed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a build's baselines mean to a database: it runs one, or one stands for what it has, or it has too little. */
final class Squashes {
    /** From how many on versions that are missing are not all named. */
    private static final int MANY = 5;

    private final Build build;
    private final Settings settings;
    private final History history;
    private final @Nullable MigrationLabel highest;
    private final Map<MigrationId, Migration> files;
    private final Map<MigrationId, Migration> standing = new HashMap<>();

    Squashes(Build build, Settings settings, History history) {
        this.build = build;
        this.settings = settings;
        this.history = history;
        this.highest = history.highest(build);
        this.files = build.byId();
        build.baselines().forEach(baseline -> baseline.standsFor().forEach(id -> standing.putIfAbsent(id, baseline)));
    }

    /** The migration with the highest version that is applied, wholly or partly, or baselined; null when there is none. */
    @Nullable
    MigrationLabel highest() {
        return highest;
    }

    /**
     * The baselines that run: of each owner the highest one, where the database has nothing of what it stands for.
     *
     * @param to above which nothing runs; null without such a version
     */
    List<Migration> toRun(@Nullable Version to) {
        List<Migration> chosen = new ArrayList<>();
        for (Migration baseline : build.baselines()) {
            boolean wanted = to == null || baseline.number().compareTo(to) <= 0;
            if (wanted && fresh(baseline)) {
                chosen.removeIf(lower -> lower.owner().equals(baseline.owner()));
                chosen.add(baseline);
            }
        }
        return chosen;
    }

    /** Whether nothing was ever heard of what it stands for, nor of anything of this owner above it. */
    private boolean fresh(Migration baseline) {
        return baseline.standsFor().stream().noneMatch(id -> history.of(id) != null || history.baselined(id))
                && history.standings().keySet().stream()
                        .noneMatch(id -> !id.repeatable() && id.owner().equals(baseline.owner()));
    }

    /** The baselines that stand for what the database has, and of which its ledger does not say so yet. */
    List<Migration> toRecord() {
        List<Migration> found = new ArrayList<>();
        for (Migration baseline : build.baselines()) {
            boolean known = history.baselineFiles().keySet().stream()
                    .anyMatch(id -> id.owner().equals(baseline.owner())
                            && Version.of(id.key()).compareTo(baseline.number()) >= 0);
            if (!known && lacking(baseline).isEmpty()) {
                found.removeIf(lower -> lower.owner().equals(baseline.owner()));
                found.add(baseline);
            }
        }
        return found;
    }

    /** Whether every baseline is in the database, were it by the migrations that it stands for. */
    boolean current() {
        return build.baselines().stream()
                .allMatch(baseline -> lacking(baseline).stream().noneMatch(id -> !files.containsKey(id)));
    }

    /** Whether its effect is in the database. */
    boolean applied(Migration baseline) {
        return lacking(baseline).isEmpty();
    }

    /** Whether some migration that it stands for has no file any more, so that only the baseline tells what was there. */
    boolean replaces(Migration baseline) {
        return baseline.standsFor().stream().anyMatch(id -> !files.containsKey(id));
    }

    /** The file of a baseline that stands for this migration; null when there is none. */
    @Nullable
    Migration standingFor(MigrationId id) {
        return standing.get(id);
    }

    /** Where baselines and ledger disagree. */
    List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>();
        Set<MigrationId> told = new HashSet<>();
        for (Migration baseline : build.baselines()) {
            if (edited(baseline)) {
                refusals.add(refuseEdited(baseline));
            }
            List<MigrationId> lost = lacking(baseline).stream()
                    .filter(id -> !files.containsKey(id) && told.add(id))
                    .toList();
            boolean runs =
                    build.baselines().stream().anyMatch(each -> each.owner().equals(baseline.owner()) && fresh(each));
            if (!lost.isEmpty() && !runs) {
                refusals.add(refuseLacking(baseline, lost));
            }
            baseline.squashes().stream()
                    .filter(squashed -> other(baseline, squashed))
                    .filter(squashed -> told.add(id(baseline, squashed)))
                    .forEach(squashed -> refusals.add(refuseOther(baseline, squashed)));
        }
        history.baselineFiles().keySet().stream().filter(this::gone).forEach(id -> refusals.add(refuseGone(id)));
        return refusals;
    }

    /** Whether the ledger knows another text of it. */
    boolean edited(Migration baseline) {
        Set<String> known = history.baselineFiles().getOrDefault(baseline.id(), Set.of());
        return !known.isEmpty() && !known.contains(baseline.script().checksum());
    }

    private List<MigrationId> lacking(Migration baseline) {
        return baseline.standsFor().stream()
                .filter(id -> !history.applied(id) && !past(id))
                .toList();
    }

    /** History below what is applied is never run, whatever became of it. */
    private boolean past(MigrationId id) {
        @Nullable Version from = settings.enforceFrom(id.owner());
        @Nullable Standing standing = history.of(id);
        return from != null
                && highest != null
                && Version.of(id.key()).compareTo(from) < 0
                && Version.of(id.key()).compareTo(Version.of(highest.version())) < 0
                && (standing == null || !standing.partly());
    }

    /** Whether what was applied was another text than the one that the baseline was made of. */
    private boolean other(Migration baseline, Squashed squashed) {
        MigrationId id = id(baseline, squashed);
        @Nullable Standing standing = history.of(id);
        @Nullable Version from = settings.enforceFrom(id.owner());
        return standing != null
                && standing.applied()
                && !files.containsKey(id)
                && !standing.checksums().isEmpty()
                && !standing.counts(squashed.checksum())
                && (from == null || Version.of(id.key()).compareTo(from) >= 0);
    }

    private static MigrationId id(Migration baseline, Squashed squashed) {
        return MigrationId.parse(baseline.owner(), squashed.version());
    }

    /** Whether a database that was made by a baseline, or says that it has it, has met a build that has lost it. */
    private boolean gone(MigrationId id) {
        @Nullable Version head = build.head();
        return build.refusals().isEmpty()
                && !files.containsKey(id)
                && head != null
                && Version.of(id.key()).compareTo(head) <= 0
                && !history.acceptedMissing(id)
                && build.baselines().stream()
                        .noneMatch(baseline -> baseline.owner().equals(id.owner())
                                && baseline.number().compareTo(Version.of(id.key())) >= 0);
    }

    private static Refusal refuseEdited(Migration baseline) {
        return Refusal.of(
                "edited",
                baseline.label(),
                baseline.script().name(),
                "it has changed since it was released: this database stands on what it was, and would not get the change",
                "put the file back and write a new migration; or, if the change does not matter: bellows resolve "
                        + baseline.label() + " --accept-checksum REASON");
    }

    private static Refusal refuseLacking(Migration baseline, List<MigrationId> lost) {
        String named = lost.stream().limit(MANY).map(MigrationId::key).collect(Collectors.joining(", "))
                + (lost.size() > MANY ? " and " + (lost.size() - MANY) + " more" : "");
        return Refusal.of(
                "squashed-before-applied",
                baseline.label(),
                baseline.script().name(),
                "it stands for " + (lost.size() == 1 ? "a migration" : lost.size() + " migrations")
                        + " that this database does not have and whose "
                        + (lost.size() == 1 ? "file is" : "files are") + " gone: " + named,
                "put the old files back beside it, and run bellows apply; they can go when every database has them");
    }

    private static Refusal refuseOther(Migration baseline, Squashed squashed) {
        MigrationLabel label = new MigrationLabel(baseline.owner(), squashed.version());
        return Refusal.of(
                "squashed-another",
                label,
                baseline.script().name(),
                "version " + label + " was applied here from another text than the one that this baseline was made of",
                "put the file of " + label + " back that was squashed, and if the difference does not matter: bellows"
                        + " resolve " + label + " --accept-checksum REASON");
    }

    private static Refusal refuseGone(MigrationId id) {
        MigrationLabel label = new MigrationLabel(id.owner(), id.key());
        return Refusal.of(
                "missing",
                label,
                null,
                "this database stands on the baseline of version " + label + ", and its file is gone",
                "put the file back; or, if it is gone for good: bellows resolve " + label + " --missing REASON");
    }
}
