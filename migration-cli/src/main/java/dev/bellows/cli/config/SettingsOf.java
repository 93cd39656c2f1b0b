package dev.bellows.cli.config;

import dev.bellows.lint.LintSettings;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.GateSettings;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.SettingsBuilder;
import dev.bellows.model.Throttle;
import dev.bellows.model.Timeouts;
import dev.bellows.model.Version;
import dev.bellows.sql.Durations;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine's settings from a configuration whose values were checked. */
public final class SettingsOf {
    private final Configuration configuration;

    private SettingsOf(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The settings.
     *
     * @throws ConfigurationException when they do not go together
     */
    public static Settings configuration(Configuration configuration) {
        try {
            return new SettingsOf(configuration).settings();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), Report.EMPTY, e);
        }
    }

    private Settings settings() {
        Settings none = Settings.DEFAULT;
        SettingsBuilder to = none.change()
                .migrations(configuration.migrations())
                .layout(read(Key.LAYOUT, text -> text, none.layout()))
                .ignore(texts(Key.IGNORE))
                .schema(configuration.text(Key.SCHEMA))
                .ledger(read(Key.LEDGER, LedgerName::parse, none.ledger()))
                .tagPrefix(read(Key.TAG_PREFIX, text -> text, none.tagPrefix()))
                .outOfOrder(read(Key.OUT_OF_ORDER, Boolean::parseBoolean, none.outOfOrder()))
                .downAllowed(read(Key.DOWN, text -> text.equals("on"), none.downAllowed()))
                .role(configuration.text(Key.ROLE))
                .release(configuration.text(Key.RELEASE))
                .gate(gate(none.gate()))
                .timeouts(timeouts(none.timeouts()))
                .throttle(throttle(none.throttle()));
        @Nullable String enforceFrom = configuration.text(Key.ENFORCE_FROM);
        to.enforceFrom(enforceFrom == null ? null : Version.of(enforceFrom));
        configuration.phases().forEach((migration, phase) -> to.phase(migration, phase));
        configuration.owners().forEach((owner, its) -> to.owner(owner, its));
        to.allowed(configuration.allows().stream()
                .map(allow -> new LintSettings.Allowed(allow.rule(), allow.path(), allow.version(), allow.reason()))
                .toList());
        return to.build();
    }

    /** What is ignored is ignored beside the tools that everybody knows. */
    private GateSettings gate(GateSettings none) {
        return none.requiring(texts(Key.GATE_APPLICATIONS))
                .ignoring(texts(Key.GATE_IGNORE), texts(Key.GATE_IGNORE_ROLES))
                .overlooking(texts(Key.GATE_REPLICAS))
                .soaking(read(Key.GATE_SOAK, Durations::parse, none.soak()))
                .lasting(read(Key.GATE_LEASE, Durations::parse, none.lifetime()));
    }

    private List<String> texts(Key key) {
        return configuration.all(key).stream().map(Value::text).toList();
    }

    private Timeouts timeouts(Timeouts none) {
        return new Timeouts(
                read(Key.WAIT, Durations::parse, none.runnerLock()),
                duration(Key.LOCK_TIMEOUT, none.tableLock()),
                duration(Key.STATEMENT_TIMEOUT, none.statement()),
                read(Key.MAX_BLOCKING, Durations::parse, none.maxBlocking()),
                read(Key.CONCURRENT_TIMEOUT, Durations::parse, none.concurrent()),
                read(Key.RETRY, Durations::parse, none.retry()));
    }

    private Throttle throttle(Throttle none) {
        return new Throttle(
                read(Key.PAUSE, Durations::parse, none.pause()),
                read(Key.MAX_REPLICATION_LAG, Durations::parse, none.replicationLag()));
    }

    private @Nullable Duration duration(Key key, @Nullable Duration otherwise) {
        @Nullable String text = configuration.text(key);
        return text == null ? otherwise : Durations.parse(text);
    }

    private <T> T read(Key key, Function<String, T> reader, T otherwise) {
        @Nullable String text = configuration.text(key);
        return text == null ? otherwise : reader.apply(text);
    }
}
