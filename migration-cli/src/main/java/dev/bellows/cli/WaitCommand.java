package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.ReportText;
import dev.bellows.model.Report;
import dev.bellows.model.Timeouts;
import dev.bellows.sql.Durations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellows wait}. */
@Command(
        name = "wait",
        description = {
            "Waits until the schema is current, applied by somebody else.",
            "For init containers and replicas. Exits with 6 when it is not current in time.",
            "A database that does not answer yet is waited for too."
        },
        footer = {"", "Example:", "  bellows wait --env production --timeout 5m && exec my-application"})
final class WaitCommand implements Action {
    @Option(
            names = {"--timeout", "--wait"},
            paramLabel = "TIME",
            description = "how long to wait; 30s, 10m, 0 for as long as it takes; 10m by default")
    private @Nullable String timeout;

    @Override
    public Map<Key, List<String>> settings() {
        Map<Key, List<String>> settings = new EnumMap<>(Key.class);
        Options.put(settings, Key.WAIT, timeout);
        return settings;
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        Bellows bellows = call.bellows();
        @Nullable String text = call.configuration().text(Key.WAIT);
        Duration atMost = text == null ? Timeouts.DEFAULT.runnerLock() : Durations.parse(text);
        Report report = bellows.awaitCurrent(atMost.isZero() ? Converters.OfTime.ENDLESS : atMost);
        return Answer.done(List.of(ReportText.standing(report)), Json.fields("report", Json.report(report)))
                .remarks(call.unseen(report));
    }
}
