package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Decision;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the entries say, folded: each migration's standing, the baselines, which contracts were passed over, what people
 * accepted.
 */
final class History {
    private final Map<MigrationId, Standing> standings = new LinkedHashMap<>();
    private final Map<String, Version> baselines = new HashMap<>();
    private final Map<MigrationId, Set<String>> baselineFiles = new LinkedHashMap<>();
    private final Map<MigrationId, Instant> baselinedAt = new HashMap<>();
    private final Set<MigrationId> passedOver = new HashSet<>();
    private final Map<MigrationId, Entry> opened = new LinkedHashMap<>();
    private final Set<MigrationId> acceptedMissing = new HashSet<>();

    private History() {}

    static History of(List<Entry> entries) {
        History history = new History();
        entries.stream().filter(Entry::aboutMigration).forEach(history::add);
        return history;
    }

    private void add(Entry entry) {
        MigrationId id = entry.id();
        if (entry.event() == EventKind.BASELINED) {
            baselines.merge(id.owner(), Version.of(id.key()), (a, b) -> a.compareTo(b) < 0 ? b : a);
        }
        boolean baselineFile = entry.event() == EventKind.BASELINED
                || (baselineFiles.containsKey(id) && entry.decided(Decision.Kind.ACCEPT_CHECKSUM));
        if (baselineFile && entry.checksum() != null) {
            baselinedAt.put(id, Instant.EPOCH.plus(entry.at(), ChronoUnit.MICROS));
            baselineFiles.computeIfAbsent(id, none -> new HashSet<>()).add(entry.checksum());
        }
        // One whose gate was opened and then closed, or left open, has no entry of its own about being passed over.
        if (entry.event() == EventKind.HELD || entry.event() == EventKind.OPENED) {
            passedOver.add(id);
        }
        if (entry.decided(Decision.Kind.MISSING)) {
            acceptedMissing.add(id);
        }
        if (entry.event() == EventKind.APPLIED) {
            acceptedMissing.remove(id);
        }
        @Nullable Standing standing = Standing.after(standings.get(id), entry);
        if (standing == null) {
            standings.remove(id);
        } else {
            standings.put(id, standing);
        }
        if (entry.event() == EventKind.OPENED) {
            opened.put(id, entry);
        } else if (entry.event() == EventKind.WITHDRAWN
                || (standing != null && (standing.applied() || standing.kind() == Standing.Kind.REVERTED))) {
            opened.remove(id);
        }
    }

    /** The standing of a migration; null when no entry is about it. */
    @Nullable
    Standing of(MigrationId id) {
        return standings.get(id);
    }

    /** All standings, in the order of their first entries. */
    Map<MigrationId, Standing> standings() {
        return standings;
    }

    /** Whether a baseline covers this version. */
    boolean baselined(Migration migration) {
        return baselined(migration.id());
    }

    /** Likewise. */
    boolean baselined(MigrationId id) {
        @Nullable Version baseline = baselines.get(id.owner());
        return !id.repeatable()
                && baseline != null
                && standings.get(id) == null
                && Version.of(id.key()).compareTo(baseline) <= 0;
    }

    /** The checksums of the files by which there is a baseline, by its version; one that has none is by word of a person. */
    Map<MigrationId, Set<String>> baselineFiles() {
        return baselineFiles;
    }

    /** When the newest entry about the baseline of a version was written; null where there is none. */
    @Nullable
    Instant baselinedAt(MigrationId id) {
        return baselinedAt.get(id);
    }

    /** Whether its effect is in the database, by entry or by baseline. */
    boolean applied(Migration migration) {
        return applied(migration.id());
    }

    /** Likewise. */
    boolean applied(MigrationId id) {
        @Nullable Standing standing = standings.get(id);
        return standing != null ? standing.applied() : baselined(id);
    }

    /** Whether it was passed over once, as a contract or behind one: it keeps its place in the order, whatever became of it since. */
    boolean passedOver(MigrationId id) {
        return passedOver.contains(id);
    }

    /** The last opening of each gate that is open for a contract which is not applied. */
    Map<MigrationId, Entry> opened() {
        return opened;
    }

    /** Whether a person said that its file is gone for good. */
    boolean acceptedMissing(MigrationId id) {
        return acceptedMissing.contains(id);
    }

    /**
     * The highest version that is applied, wholly or partly, or baselined; null when there is none. A baseline of which
     * something was reverted reaches as far as the files that it still covers.
     */
    @Nullable
    MigrationLabel highest(Build build) {
        Stream<MigrationLabel> byEntry = standings.entrySet().stream()
                .filter(entry -> !entry.getKey().repeatable())
                .filter(entry -> entry.getValue().applied() || entry.getValue().partly())
                .map(entry -> written(entry.getKey(), entry.getValue()));
        Stream<MigrationLabel> covered =
                build.migrations().stream().filter(this::baselined).map(Migration::label);
        Stream<MigrationLabel> whole = baselines.entrySet().stream()
                .filter(baseline -> standings.entrySet().stream()
                        .noneMatch(entry ->
                                entry.getValue().kind() == Standing.Kind.REVERTED && covers(baseline, entry.getKey())))
                .map(baseline -> new MigrationLabel(
                        baseline.getKey(), baseline.getValue().toString()));
        return Stream.of(byEntry, covered, whole)
                .flatMap(labels -> labels)
                .max(Comparator.comparing(label -> Version.of(label.version())))
                .orElse(null);
    }

    private static MigrationLabel written(MigrationId id, Standing standing) {
        @Nullable String version = standing.last().version();
        return new MigrationLabel(id.owner(), version == null ? id.key() : version);
    }

    private static boolean covers(Map.Entry<String, Version> baseline, MigrationId id) {
        return !id.repeatable()
                && baseline.getKey().equals(id.owner())
                && Version.of(id.key()).compareTo(baseline.getValue()) <= 0;
    }

    /** Whether nothing was ever applied, adopted or baselined here. */
    boolean empty() {
        return standings.isEmpty() && baselines.isEmpty();
    }
}
