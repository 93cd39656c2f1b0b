package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Decision;
import dev.bellows.model.Entry;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Resolution;
import dev.bellows.model.Script;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a person's decision makes sense where things stand, and what it says of the file. */
public final class Resolving {
    private final Map<MigrationId, Migration> files;
    private final History history;
    private final List<Migration> baselines;

    /** Decisions about a build, given a ledger's entries. */
    public Resolving(Build build, List<Entry> entries) {
        this.files = build.byId();
        this.history = History.of(entries);
        this.baselines = build.baselines();
    }

    /** The migration's file; null when there is none. */
    public @Nullable Migration file(Resolution resolution) {
        @Nullable Migration baseline = baseline(resolution);
        return baseline != null ? baseline : files.get(resolution.migration().id());
    }

    /** The baseline whose text is to be accepted; null where the decision is about a migration. */
    private @Nullable Migration baseline(Resolution resolution) {
        MigrationId id = resolution.migration().id();
        @Nullable Migration migration = files.get(id);
        @Nullable Standing standing = history.of(id);
        boolean asked = migration == null
                || standing == null
                || standing.counts(migration.script().checksum());
        return resolution.decision().kind() == Decision.Kind.ACCEPT_CHECKSUM
                        && asked
                        && history.baselineFiles().containsKey(id)
                ? baselines.stream()
                        .filter(baseline -> baseline.id().equals(id))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** Whether what stopped half-way, and is decided about, is the migration's down. */
    public boolean down(Resolution resolution) {
        @Nullable Standing standing = history.of(resolution.migration().id());
        return resolution.decision().kind() == Decision.Kind.RESUME_AT && standing != null && standing.down();
    }

    /** The script that a resumed run goes on with: the down's, where that is what stopped. */
    public @Nullable Script script(Resolution resolution) {
        @Nullable Migration migration = file(resolution);
        @Nullable Standing standing = history.of(resolution.migration().id());
        if (migration != null && migration.isBaseline()) {
            return migration.script();
        }
        return migration == null ? null : standing != null && standing.down() ? migration.down() : migration.script();
    }

    /** What stood in the ledger until the decision: the reason of one for which nobody gave another. */
    public String was(Resolution resolution) {
        @Nullable Standing standing = history.of(resolution.migration().id());
        if (standing == null) {
            return "it was pending";
        }
        @Nullable String message = standing.last().message();
        return "it was " + standing.kind().name().toLowerCase(Locale.ROOT)
                + (standing.partly() ? " at " + standing.done() + "/" + standing.total() : "")
                + (message == null ? "" : ": " + message);
    }

    /** Why the decision is refused; null when it is not. */
    public @Nullable Refusal refusal(Resolution resolution) {
        @Nullable Migration migration = file(resolution);
        @Nullable Standing standing = history.of(resolution.migration().id());
        boolean applied = migration == null ? standing != null && standing.applied() : history.applied(migration);
        MigrationLabel label = resolution.migration();
        boolean stands = history.baselineFiles().containsKey(label.id());
        if (migration == null && standing == null && !stands) {
            return refuse(label, "there is no such version, in the files or in the ledger", "see: bellows status");
        }
        return switch (resolution.decision().kind()) {
            case APPLIED -> applied ? refuse(label, "it is applied already", "see: bellows status") : null;
            case REVERTED ->
                !applied && (standing == null || !standing.partly())
                        ? refuse(label, "it is not applied, wholly or partly", "see: bellows status")
                        : null;
            case ACCEPT_CHECKSUM ->
                migration == null || (!migration.isBaseline() && (standing == null || !standing.applied()))
                        ? refuse(
                                label,
                                "only an applied migration with a file can have its checksum accepted",
                                "see: bellows status")
                        : null;
            case MISSING ->
                migration != null || !(applied || stands)
                        ? refuse(
                                label, "only an applied migration without a file can be missing", "see: bellows status")
                        : null;
            case RESUME_AT -> resume(resolution, standing);
        };
    }

    private @Nullable Refusal resume(Resolution resolution, @Nullable Standing standing) {
        MigrationLabel label = resolution.migration();
        @Nullable Script script = script(resolution);
        if (script == null) {
            return refuse(label, "its file is not here", "resolve it from the build that has it");
        }
        boolean stopped = standing != null
                && (standing.kind() == Standing.Kind.FAILED || standing.kind() == Standing.Kind.UNFINISHED);
        if (!stopped) {
            return refuse(label, "it has neither failed nor stopped half-way", "see: bellows status");
        }
        int statements = script.outline().statements();
        int at = resolution.decision().statement();
        return at < 1 || at > statements + 1
                ? refuse(
                        label,
                        script.name() + " has " + statements + " statements",
                        "resume at 1 to " + (statements + 1) + ", the last meaning that all are done")
                : null;
    }

    private static Refusal refuse(MigrationLabel label, String cause, String next) {
        return Refusal.of("cannot-resolve", label, null, label + ": " + cause, next);
    }
}
