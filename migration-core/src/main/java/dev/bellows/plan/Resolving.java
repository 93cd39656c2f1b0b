package dev.bellows.plan;

import dev.bellows.model.Build;
import dev.bellows.model.Entry;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Refusal;
import dev.bellows.model.Resolution;
import dev.bellows.model.Script;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a person's decision makes sense where things stand, and what it says of the file. */
public final class Resolving {
    private final Map<MigrationId, Migration> files;
    private final History history;

    /** Decisions about a build, given a ledger's entries. */
    public Resolving(Build build, List<Entry> entries) {
        this.files = build.byId();
        this.history = History.of(entries);
    }

    /** The migration's file; null when there is none. */
    public @Nullable Migration file(Resolution resolution) {
        return files.get(resolution.id());
    }

    /** Whether what stopped half-way, and is decided about, is the migration's down. */
    public boolean down(Resolution resolution) {
        @Nullable Standing standing = history.of(resolution.id());
        return resolution.done() >= 0 && standing != null && standing.down();
    }

    /** The script that a resumed run goes on with: the down's, where that is what stopped. */
    public @Nullable Script script(Resolution resolution) {
        @Nullable Migration migration = file(resolution);
        @Nullable Standing standing = history.of(resolution.id());
        return migration == null ? null : standing != null && standing.down() ? migration.down() : migration.script();
    }

    /** Why the decision is refused; null when it is not. */
    public @Nullable Refusal refusal(Resolution resolution) {
        @Nullable Migration migration = file(resolution);
        @Nullable Standing standing = history.of(resolution.id());
        boolean applied = migration == null ? standing != null && standing.applied() : history.applied(migration);
        String label = resolution.version();
        if (migration == null && standing == null) {
            return refuse(label, "there is no such version, in the files or in the ledger", "see: bellows status");
        }
        return switch (resolution.detail()) {
            case "applied" -> applied ? refuse(label, "it is applied already", "see: bellows status") : null;
            case "reverted" ->
                !applied && (standing == null || !standing.partly())
                        ? refuse(label, "it is not applied, wholly or partly", "see: bellows status")
                        : null;
            case "accept-checksum" ->
                migration == null || standing == null || !standing.applied()
                        ? refuse(
                                label,
                                "only an applied migration with a file can have its checksum accepted",
                                "see: bellows status")
                        : null;
            case "missing" ->
                migration != null || !applied
                        ? refuse(
                                label, "only an applied migration without a file can be missing", "see: bellows status")
                        : null;
            default -> resume(resolution, standing);
        };
    }

    private @Nullable Refusal resume(Resolution resolution, @Nullable Standing standing) {
        String label = resolution.version();
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
        return resolution.done() < 0 || resolution.done() > statements
                ? refuse(
                        label,
                        script.name() + " has " + statements + " statements",
                        "resume at 1 to " + (statements + 1) + ", the last meaning that all are done")
                : null;
    }

    private static Refusal refuse(String label, String cause, String next) {
        return Refusal.of("cannot-resolve", label, null, label + ": " + cause, next);
    }
}
