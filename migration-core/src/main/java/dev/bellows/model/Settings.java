package dev.bellows.model;

import dev.bellows.lint.LintSettings;
import dev.bellows.sql.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, valid or not made at all.
 *
 * @param migrations where they are; merged by version
 * @param layout {@code auto}, or the name of a layout
 * @param ignore files of their folders that are none of ours, whatever their names mean: names, or paths inside the folder, in
 *     which {@code *} stands for anything
 * @param schema where migrations run and the ledger lives; null for the session's current one
 * @param ledger which ledger
 * @param tagPrefix the word before the colon in a directive
 * @param enforceFrom everything of {@code main} below is history; null when nothing is
 * @param phases the phase of files that do not say it
 * @param allowed hazards that are accepted although the files do not say so
 * @param allowUntagged why migrations run that break running code and are not tagged; null to refuse them
 * @param outOfOrder whether a pending version below the highest applied one runs, whoever owns it
 * @param owners what only the migrations of one owner go by, by its name
 * @param downAllowed whether {@code down} runs at all
 * @param role the role to become; null to stay who connects
 * @param release the deploy's label; null when none
 * @param gate what a contract must pass
 * @param throttle what a copy in batches leaves to others
 * @param toolVersion of Bellows, for the ledger
 */
public record Settings(
        List<Location> migrations,
        String layout,
        List<String> ignore,
        @Nullable String schema,
        LedgerName ledger,
        String tagPrefix,
        @Nullable Version enforceFrom,
        Map<MigrationId, Phase> phases,
        List<LintSettings.Allowed> allowed,
        @Nullable String allowUntagged,
        boolean outOfOrder,
        Map<String, OwnerSettings> owners,
        boolean downAllowed,
        @Nullable String role,
        @Nullable String release,
        GateSettings gate,
        Timeouts timeouts,
        Throttle throttle,
        String toolVersion) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    /** Layout {@code auto}, prefix {@code bellows}, the current schema, no migrations yet. */
    public static final Settings DEFAULT = new Settings(
            List.of(),
            "auto",
            List.of(),
            null,
            LedgerName.DEFAULT,
            "bellows",
            null,
            Map.of(),
            List.of(),
            null,
            false,
            Map.of(),
            true,
            null,
            null,
            GateSettings.DEFAULT,
            Timeouts.DEFAULT,
            Throttle.DEFAULT,
            ToolVersion.current());

    public Settings {
        migrations = List.copyOf(migrations);
        ignore = List.copyOf(ignore);
        phases = Map.copyOf(phases);
        owners = Map.copyOf(owners);
        allowed = List.copyOf(allowed);
        if (!PREFIX.matcher(tagPrefix).matches()) {
            throw new IllegalArgumentException("'" + tagPrefix + "' is not a tag prefix: it is a word such as bellows");
        }
        if (schema != null && schema.isEmpty()) {
            throw new IllegalArgumentException("the schema's name is empty");
        }
        if (allowUntagged != null && allowUntagged.isBlank()) {
            throw new IllegalArgumentException("an untagged contract is allowed for a reason, and none is given");
        }
        if (role != null && role.isEmpty()) {
            throw new IllegalArgumentException("the role's name is empty");
        }
    }

    /**
     * Whether a file is left alone.
     *
     * @param path inside the folder of the migrations, with slashes
     */
    public boolean ignores(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return ignore.stream()
                .map(each -> Pattern.compile(
                        Arrays.stream(each.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))))
                .anyMatch(each ->
                        each.matcher(path).matches() || each.matcher(name).matches());
    }

    /** The version below which everything of this owner is history; null when nothing is. */
    public @Nullable Version enforceFrom(String owner) {
        @Nullable Version own = owners.getOrDefault(owner, OwnerSettings.NONE).enforceFrom();
        return own == null && owner.equals(MigrationId.MAIN) ? enforceFrom : own;
    }

    /** Whether a pending version of this owner below the highest applied one runs. */
    public boolean outOfOrder(String owner) {
        return outOfOrder || owners.getOrDefault(owner, OwnerSettings.NONE).outOfOrder();
    }

    /** Whether no migration runs below the highest applied one, so that the highest tells all that is there. */
    public boolean linear() {
        return !outOfOrder && owners.values().stream().noneMatch(OwnerSettings::outOfOrder);
    }

    /** The phase that the settings give to a migration whose file does not say it; null when they are silent. */
    public @Nullable Phase phase(String owner, @Nullable Version version) {
        return version == null ? null : phases.get(MigrationId.of(owner, version));
    }

    /** A builder that starts from these settings. */
    public SettingsBuilder change() {
        return new SettingsBuilder(this);
    }
}
