package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bellows baseline}. */
@Command(
        name = "baseline",
        description = {
            "Records that everything up to a version is in the database already. Runs no migration.",
            "For a database that another tool or a person made; before the first apply."
        },
        footer = {"", "Example:", "  bellows baseline 0042"})
final class BaselineCommand implements Action {
    @Parameters(
            paramLabel = "V",
            converter = Converters.OfVersion.class,
            description = "the last version that is there; 0 when none is")
    private @Nullable Version version;

    @Override
    public Answer run(Call call) {
        String baseline = String.valueOf(version);
        Report report = call.bellows().baseline(baseline);
        return Answer.done(
                        List.of("everything up to " + baseline + " counts as applied; next: bellows apply"),
                        Json.fields("version", baseline, "report", Json.report(report)))
                .remarks(call.unseen(report));
    }
}
