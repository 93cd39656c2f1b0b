package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.StatusText;
import dev.bellows.model.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bellows status}. */
@Command(
        name = "status",
        description = {
            "Shows where the database stands.",
            "That is each migration, what does not agree, and what to type next. Changes nothing, and exits with 0"
                    + " whatever it finds; to check, use validate.",
            "Of many schemas or databases it counts those that are current, and shows the others in a table."
        },
        footer = {
            "",
            "Examples:",
            "  bellows status --url embedded --migrations samples/shop/migrations",
            "  bellows status --env production --schemas 'tenant_*'"
        })
final class StatusCommand implements Action {
    @Mixin
    private final FleetOptions fleet = new FleetOptions();

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        fleet.requireFleet();
        if (fleet.wanted()) {
            return new FleetRun(call, fleet).status();
        }
        Status status = call.bellows().status();
        return Answer.done(
                StatusText.of(status, call.ink(), call.surroundings().screen().outputColumns()),
                Json.fields("status", Json.status(status)));
    }
}
