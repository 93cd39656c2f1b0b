package dev.bellows.cli;

import dev.bellows.cli.config.Key;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.ReportText;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellows down}. */
@Command(
        name = "down",
        description = {
            "Reverts the newest migrations with their down files.",
            "One by default. Shows before what data would be lost, and asks; where there is no terminal to ask on, it"
                    + " needs --accept-data-loss if any would be."
        },
        footer = {"", "Examples:", "  bellows down --steps 2", "  bellows down --to 0042"})
final class DownCommand implements Action {
    @Option(
            names = "--to",
            paramLabel = "V",
            converter = Converters.OfVersion.class,
            description = "revert everything above this version; 0 reverts all")
    private @Nullable Version to;

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = Converters.OfCount.class,
            description = "how many to revert; 1 by default")
    private @Nullable Integer steps;

    @Option(names = "--accept-data-loss", description = "do not ask, whatever would be lost")
    private boolean acceptDataLoss;

    @Mixin
    private final BatchOptions batches = new BatchOptions();

    @Mixin
    private final RestorePointOptions restorePoint = new RestorePointOptions();

    @Override
    public Map<Key, List<String>> settings() {
        Map<Key, List<String>> settings = new EnumMap<>(Key.class);
        batches.settings(settings);
        restorePoint.settings(settings);
        return settings;
    }

    @Override
    public Answer run(Call call) {
        DownTarget target = target();
        Consent consent = new Consent(call, acceptDataLoss, command());
        Report report = call.bellows().down(target, consent);
        Map<String, @Nullable Object> json = Json.fields(
                "losses",
                consent.losses() == null ? null : Json.losses(consent.losses()),
                "restorePoint",
                Json.restorePoint(consent.restorePoint()),
                "report",
                Json.report(report));
        if (consent.given() || consent.losses() == null) {
            return Answer.done(ReportText.reverted(report), json).remarks(call.unseen(report));
        }
        Refusal refusal = consent.refusal();
        json.put("report", Json.report(report.refused(List.of(refusal))));
        return Troubles.refused(Answer.done(List.of(), json), List.of(refusal), call.errorInk());
    }

    private String command() {
        return "bellows down"
                + (to == null ? "" : " --to " + to)
                + (steps == null ? "" : " --steps " + steps)
                + batches.typed()
                + restorePoint.typed();
    }

    private DownTarget target() {
        if (to != null && steps != null) {
            throw new ConfigurationException("--to and --steps are both given: keep one of them", Report.EMPTY);
        }
        return to != null ? DownTarget.to(to) : DownTarget.steps(steps == null ? 1 : steps);
    }
}
