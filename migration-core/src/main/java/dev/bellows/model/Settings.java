package dev.bellows.model;

import dev.bellows.lint.LintSettings;
import dev.bellows.sql.Phase;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, valid or not made at all.
 *
 * @param migrations where they are; merged by version
 * @param layout {@code auto}, or the name of a layout
 * @param schema where migrations run and the ledger lives; null for the session's current one
 * @param ledger which ledger
 * @param tagPrefix the word before the colon in a directive
 * @param enforceFrom everything below is history; null when nothing is
 * @param phases the phase of files that do not say it, by version
 * @param allowed hazards that are accepted although the files do not say so
 * @param allowUntagged why migrations run that break running code and are not tagged; null to refuse them
 * @param outOfOrder whether a pending version below the highest applied one runs
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
        @Nullable String schema,
        LedgerName ledger,
        String tagPrefix,
        @Nullable Version enforceFrom,
        Map<Version, Phase> phases,
        List<LintSettings.Allowed> allowed,
        @Nullable String allowUntagged,
        boolean outOfOrder,
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
            null,
            LedgerName.DEFAULT,
            "bellows",
            null,
            Map.of(),
            List.of(),
            null,
            false,
            true,
            null,
            null,
            GateSettings.DEFAULT,
            Timeouts.DEFAULT,
            Throttle.DEFAULT,
            ToolVersion.current());

    public Settings {
        migrations = List.copyOf(migrations);
        phases = Map.copyOf(phases);
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

    /** A builder that starts from these settings. */
    public SettingsBuilder change() {
        return new SettingsBuilder(this);
    }
}
