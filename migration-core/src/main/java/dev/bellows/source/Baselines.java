package dev.bellows.source;

import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.Directives;
import dev.bellows.sql.Outline;
import dev.bellows.sql.Phase;
import dev.bellows.sql.Squashed;
import dev.bellows.sql.TransactionUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The baselines of all places, held against the migrations that they stand for. */
final class Baselines {
    private final Settings settings;
    private final List<Refusal> refusals;
    private final Map<MigrationId, Part> parts = new LinkedHashMap<>();
    private final Map<MigrationId, String> owners = new LinkedHashMap<>();

    /** @param refusals takes what is wrong with them */
    Baselines(Settings settings, List<Refusal> refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    void add(String owner, Part part) {
        String version = part.name().version();
        MigrationId id = MigrationId.parse(owner, version);
        @Nullable Part other = parts.putIfAbsent(id, part);
        owners.put(id, owner);
        if (other != null) {
            refusals.add(FileRefusals.duplicate(
                    new MigrationLabel(owner, version),
                    part.file().display(),
                    other.file().display()));
        }
    }

    /** Those that can be read, the lowest first; what does not go with the migrations is refused. */
    List<Migration> among(List<Migration> migrations) {
        List<Migration> read = new ArrayList<>();
        parts.forEach((id, part) -> {
            try {
                @Nullable Migration baseline = read(owners.getOrDefault(id, MigrationId.MAIN), part);
                if (baseline != null) {
                    read.add(baseline);
                }
            } catch (UnreadableScriptException e) {
                refusals.add(e.refusal());
            }
        });
        read.sort(Migration.ORDER);
        for (Migration baseline : read) {
            migrations.stream()
                    .filter(migration -> !migration.repeatable()
                            && migration.owner().equals(baseline.owner())
                            && migration.number().compareTo(baseline.number()) <= 0)
                    .forEach(migration -> refuseStranger(baseline, migration));
        }
        return read;
    }

    /** A baseline; null where it was refused. */
    private @Nullable Migration read(String owner, Part part) {
        TextFile script = new TextFile(part, settings.tagPrefix());
        String version = part.name().version();
        MigrationLabel label = new MigrationLabel(owner, version);
        Outline outline = script.outline();
        Directives directives = outline.directives();
        MigrationId id = label.id();
        boolean own = directives.squashes().stream().anyMatch(squashed -> MigrationId.parse(owner, squashed.version())
                .equals(id));
        boolean outside = Boolean.FALSE.equals(directives.transaction())
                || outline.special().stream().anyMatch(one -> one.use() instanceof TransactionUse.Outside);
        if (!own) {
            refuse(
                    label,
                    script.name(),
                    "it does not say that it stands for version " + label,
                    "a baseline is made by bellows squash --to " + label
                            + "; a migration has words in its name, such as " + version + "_baseline.sql");
        } else if (directives.phase() == Phase.CONTRACT || outside) {
            refuse(
                    label,
                    script.name(),
                    outside ? "it does not run in one transaction" : "a baseline cannot be a contract",
                    "make it again: bellows squash --to " + label);
        } else {
            return new Migration(
                    owner,
                    version,
                    part.name().description(),
                    Phase.EXPAND,
                    null,
                    false,
                    script,
                    null,
                    null,
                    directives.squashes());
        }
        return null;
    }

    private void refuseStranger(Migration baseline, Migration migration) {
        @Nullable
        Squashed squashed = baseline.squashes().stream()
                .filter(one ->
                        MigrationId.parse(baseline.owner(), one.version()).equals(migration.id()))
                .findFirst()
                .orElse(null);
        if (squashed == null) {
            refusals.add(Refusal.of(
                    "below-baseline",
                    migration.label(),
                    migration.script().name(),
                    "its version is below that of " + baseline.script().name()
                            + ", which does not stand for it: a new database would never run it",
                    "give it a version above " + baseline.label()));
        } else if (!migration.history()
                && !squashed.checksum().equals(migration.script().checksum())) {
            refusals.add(Refusal.of(
                    "edited-below-baseline",
                    migration.label(),
                    migration.script().name(),
                    "it has changed since " + baseline.script().name()
                            + " was made of it: new databases would not get the change",
                    "put the file back and write a new migration"));
        }
    }

    private void refuse(MigrationLabel label, String file, String cause, String next) {
        refusals.add(Refusal.of("not-a-baseline", label, file, cause, next));
    }

    /** Only a baseline stands for others. */
    static Refusal directiveElsewhere(MigrationLabel label, String file) {
        return Refusal.of(
                "not-a-baseline",
                label,
                file,
                "it says that it stands for other migrations, and its name is that of a migration",
                "a baseline's name is " + label.version() + ".baseline.sql");
    }
}
