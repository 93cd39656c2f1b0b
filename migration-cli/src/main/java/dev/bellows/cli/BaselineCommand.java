package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellows baseline}. */
@Command(
        name = "baseline",
        description = {
            "Records that everything up to a version is there already.",
            "Runs no migration. For a database that another tool or a person made; before the first apply."
        },
        footer = {
            "",
            "Example:",
            "  bellows baseline 0042 --url postgresql://migrator@db.example/shop \\",
            "      --migrations db/migrations --reason \"made by the old tool\""
        })
final class BaselineCommand implements Action {
    @Parameters(
            paramLabel = "V",
            converter = Converters.OfVersion.class,
            description = "the last version that is there; 0 when none is")
    private @Nullable Version version;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, kept in the ledger")
    private @Nullable String reason;

    @Override
    public Answer run(Call call) {
        String baseline = String.valueOf(version);
        Report report = call.bellows().baseline(baseline, reason == null ? "" : reason);
        return Answer.done(
                        List.of("everything up to " + baseline + " counts as applied; next: bellows apply"),
                        Json.fields("version", baseline, "report", Json.report(report)))
                .remarks(call.unseen(report));
    }
}
