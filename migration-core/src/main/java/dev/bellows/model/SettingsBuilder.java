package dev.bellows.model;

import dev.bellows.lint.LintSettings;
import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes {@link Settings} one by one; {@link #build()} validates the whole. */
@SuppressWarnings("CanIgnoreReturnValueSuggester") // every method returns this, for chaining
public final class SettingsBuilder {
    private final List<Location> migrations;
    private String layout;
    private List<String> ignore;
    private @Nullable String schema;
    private LedgerName ledger;
    private String tagPrefix;
    private @Nullable Version enforceFrom;
    private final Map<MigrationId, Phase> phases;
    private final List<LintSettings.Allowed> allowed;
    private @Nullable String allowUntagged;
    private boolean outOfOrder;
    private final Map<String, OwnerSettings> owners;
    private boolean downAllowed;
    private @Nullable String role;
    private @Nullable String release;
    private GateSettings gate;
    private Timeouts timeouts;
    private Throttle throttle;
    private final String toolVersion;

    SettingsBuilder(Settings from) {
        migrations = new ArrayList<>(from.migrations());
        layout = from.layout();
        ignore = from.ignore();
        schema = from.schema();
        ledger = from.ledger();
        tagPrefix = from.tagPrefix();
        enforceFrom = from.enforceFrom();
        phases = new HashMap<>(from.phases());
        allowed = new ArrayList<>(from.allowed());
        allowUntagged = from.allowUntagged();
        outOfOrder = from.outOfOrder();
        owners = new HashMap<>(from.owners());
        downAllowed = from.downAllowed();
        role = from.role();
        release = from.release();
        gate = from.gate();
        timeouts = from.timeouts();
        throttle = from.throttle();
        toolVersion = from.toolVersion();
    }

    public SettingsBuilder migrations(List<Location> places) {
        migrations.clear();
        migrations.addAll(places);
        return this;
    }

    public SettingsBuilder layout(String name) {
        layout = name;
        return this;
    }

    public SettingsBuilder ignore(List<String> files) {
        ignore = List.copyOf(files);
        return this;
    }

    public SettingsBuilder schema(@Nullable String name) {
        schema = name;
        return this;
    }

    public SettingsBuilder ledger(LedgerName name) {
        ledger = name;
        return this;
    }

    public SettingsBuilder tagPrefix(String prefix) {
        tagPrefix = prefix;
        return this;
    }

    public SettingsBuilder enforceFrom(@Nullable Version version) {
        enforceFrom = version;
        return this;
    }

    /** The phase of a migration of {@code main} whose file does not say it. */
    public SettingsBuilder phase(Version version, Phase phase) {
        return phase(MigrationId.of(MigrationId.MAIN, version), phase);
    }

    /** Likewise of any owner's. */
    public SettingsBuilder phase(MigrationId migration, Phase phase) {
        phases.put(migration, phase);
        return this;
    }

    public SettingsBuilder allowed(List<LintSettings.Allowed> hazards) {
        allowed.clear();
        allowed.addAll(hazards);
        return this;
    }

    /** Lets migrations run that break running code without being tagged as contracts; the ledger keeps the reason. */
    public SettingsBuilder allowUntagged(@Nullable String reason) {
        allowUntagged = reason;
        return this;
    }

    public SettingsBuilder outOfOrder(boolean allowed) {
        outOfOrder = allowed;
        return this;
    }

    /** What only the migrations of one owner go by. */
    public SettingsBuilder owner(String name, OwnerSettings settings) {
        owners.put(name, settings);
        return this;
    }

    public SettingsBuilder downAllowed(boolean allowed) {
        downAllowed = allowed;
        return this;
    }

    public SettingsBuilder role(@Nullable String name) {
        role = name;
        return this;
    }

    public SettingsBuilder release(@Nullable String label) {
        release = label;
        return this;
    }

    public SettingsBuilder gate(GateSettings settings) {
        gate = settings;
        return this;
    }

    public SettingsBuilder timeouts(Timeouts limits) {
        timeouts = limits;
        return this;
    }

    public SettingsBuilder throttle(Throttle left) {
        throttle = left;
        return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when they are not valid
     */
    public Settings build() {
        return new Settings(
                migrations,
                layout,
                ignore,
                schema,
                ledger,
                tagPrefix,
                enforceFrom,
                phases,
                allowed,
                allowUntagged,
                outOfOrder,
                owners,
                downAllowed,
                role,
                release,
                gate,
                timeouts,
                throttle,
                toolVersion);
    }
}
