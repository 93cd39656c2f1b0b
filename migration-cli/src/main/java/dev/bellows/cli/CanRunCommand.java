package dev.bellows.cli;

import dev.bellows.cli.json.GateJson;
import dev.bellows.cli.json.Json;
import dev.bellows.model.Overtaking;
import dev.bellows.model.Refusal;
import dev.bellows.model.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellows can-run}. */
@Command(
        name = "can-run",
        description = {
            "Says whether a build may run on this database: before a rollback.",
            "The build is that of the configured migrations, or of all up to --head. It may not once a contract has been"
                    + " applied, or its gate opened, that needs a version which the build does not ship. Exits with 0 or 3."
        },
        footer = {
            "",
            "Examples:",
            "  bellows can-run --env production && kubectl rollout undo deployment/api",
            "  bellows can-run --env production --head 0041"
        })
final class CanRunCommand implements Action {
    @Option(
            names = "--head",
            paramLabel = "V",
            converter = Converters.OfVersion.class,
            description = "a build that ships every version up to this one; no folder of migrations is needed then")
    private @Nullable Version head;

    @Override
    public Answer run(Call call) {
        List<Overtaking> overtaking = head == null
                ? call.bellows().overtaking()
                : call.bellowsWithoutMigrations().overtaking(head.toString());
        Map<String, @Nullable Object> json = Json.fields(
                "canRun",
                overtaking.isEmpty(),
                "head",
                head == null ? null : head.toString(),
                "overtaking",
                GateJson.overtaking(overtaking));
        String build = head == null ? "this build" : "a build with the head " + head;
        if (overtaking.isEmpty()) {
            return Answer.done(List.of(build + " may run: no contract has overtaken it"), json);
        }
        return Troubles.refused(
                Answer.done(List.of(), json),
                overtaking.stream().map(each -> refusal(each, build)).toList(),
                call.errorInk());
    }

    private static Refusal refusal(Overtaking overtaking, String build) {
        return Refusal.of(
                "overtaken",
                overtaking.contract(),
                null,
                build + " may not run: the contract " + overtaking.contract() + " is safe for builds that ship "
                        + overtaking.after() + " only",
                "take a build that ships " + overtaking.after() + ", or revert the contract first: bellows down");
    }
}
