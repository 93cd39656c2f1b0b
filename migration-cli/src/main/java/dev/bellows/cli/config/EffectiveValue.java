package dev.bellows.cli.config;

import dev.bellows.model.GateSettings;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Settings;
import dev.bellows.sql.Phase;
import dev.bellows.sql.SqlParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A setting as it takes effect, for {@code bellows config}.
 *
 * @param key as it is written in the file, with its table: {@code gate.soak}
 * @param value masked if it is a password; empty when nobody gave one and there is no default
 * @param from who gave it
 */
public record EffectiveValue(String key, String value, String from) {
    private static final String DEFAULT = "default";
    private static final String NONE = "";

    /** These are ignored beside those that somebody names. */
    private static final String TOOLS = String.join(", ", GateSettings.TOOLS);

    /** Every key, in the order in which they are documented. */
    public static List<EffectiveValue> all(Configuration configuration) {
        List<EffectiveValue> all = new ArrayList<>();
        for (Key key : Key.values()) {
            List<Value> given = configuration.all(key);
            if (given.isEmpty()) {
                Optional<String> otherwise = otherwise(key);
                all.add(new EffectiveValue(key.word(), otherwise.orElse(NONE), otherwise.isPresent() ? DEFAULT : NONE));
            } else {
                List<String> texts = given.stream().map(Value::text).toList();
                String text = (key == Key.RESTORE_POINT ? CommandWords.joined(texts) : String.join(", ", texts))
                        + (key == Key.GATE_IGNORE ? ", " + TOOLS : "");
                all.add(new EffectiveValue(
                        key.word(), key == Key.PASSWORD ? "***" : text, configuration.from(key, given.get(0))));
            }
        }
        all.addAll(tables(configuration));
        return all;
    }

    /** What the file's tables say of single owners, migrations and rules, in that order; nothing else can say it. */
    private static List<EffectiveValue> tables(Configuration configuration) {
        String file =
                configuration.file().map(path -> path.getFileName().toString()).orElse(NONE);
        List<EffectiveValue> all = new ArrayList<>();
        new TreeMap<>(configuration.owners()).forEach((owner, settings) -> {
            String table = "owner." + owner + ".";
            if (settings.enforceFrom() != null) {
                all.add(new EffectiveValue(
                        table + Key.ENFORCE_FROM.word(), settings.enforceFrom().toString(), file));
            }
            all.add(new EffectiveValue(table + Key.OUT_OF_ORDER.word(), String.valueOf(settings.outOfOrder()), file));
        });
        Map<String, Phase> phases = new TreeMap<>();
        configuration
                .phases()
                .forEach((migration, phase) ->
                        phases.put(new MigrationLabel(migration.owner(), migration.key()).toString(), phase));
        phases.forEach((label, phase) -> all.add(new EffectiveValue(
                "migration.\"" + label + "\".phase", phase.name().toLowerCase(Locale.ROOT), file)));
        for (RuleSeverity each : configuration.severities()) {
            all.add(new EffectiveValue("severity." + each.rule(), about(each.severity(), each.path(), null), file));
        }
        for (Allow each : configuration.allows()) {
            all.add(new EffectiveValue(
                    "allow." + each.rule(), about(each.reason(), each.path(), each.version()), file));
        }
        return all;
    }

    private static String about(String what, @Nullable String path, @Nullable String version) {
        return what
                + (path == null ? NONE : " (path " + path + ")")
                + (version == null ? NONE : " (version " + version + ")");
    }

    private static Optional<String> otherwise(Key key) {
        Settings none = Settings.DEFAULT;
        return Optional.ofNullable(
                switch (key) {
                    case LAYOUT -> none.layout();
                    case LEDGER -> none.ledger().table();
                    case TAG_PREFIX -> none.tagPrefix();
                    case DOWN -> none.downAllowed() ? "on" : "off";
                    case OUT_OF_ORDER -> String.valueOf(none.outOfOrder());
                    case WAIT -> written(none.timeouts().runnerLock());
                    case LOCK_TIMEOUT -> "0.8 × deadlock_timeout";
                    case MAX_BLOCKING -> written(none.timeouts().maxBlocking());
                    case CONCURRENT_TIMEOUT -> written(none.timeouts().concurrent());
                    case RETRY -> written(none.timeouts().retry());
                    case PAUSE -> written(none.throttle().pause());
                    case MAX_REPLICATION_LAG -> written(none.throttle().replicationLag());
                    case RESTORE_POINT_WHEN -> RestorePointWhen.WORDS.get(0);
                    case RESTORE_POINT_TIMEOUT -> written(RestorePointSettings.USUAL);
                    case PG_VERSION -> String.valueOf(SqlParser.NEWEST);
                    case FAIL_ON -> "warning";
                    case GATE_IGNORE -> TOOLS;
                    case GATE_SOAK -> written(none.gate().soak());
                    case GATE_LEASE -> written(none.gate().lifetime());
                    default -> null;
                });
    }

    /** As somebody would write it in the file. */
    private static String written(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return "0";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
