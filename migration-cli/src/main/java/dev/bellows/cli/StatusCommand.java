package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.StatusText;
import dev.bellows.model.Status;
import picocli.CommandLine.Command;

/** {@code bellows status}. */
@Command(
        name = "status",
        description = {
            "Shows where the database stands.",
            "That is each migration, what does not agree, and what to type next. Changes nothing, and exits with 0"
                    + " whatever it finds; to check, use validate."
        },
        footer = {"", "Example:", "  bellows status --url embedded --migrations samples/shop/migrations"})
final class StatusCommand implements Action {
    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        Status status = call.bellows().status();
        return Answer.done(
                StatusText.of(status, call.ink(), call.surroundings().screen().outputColumns()),
                Json.fields("status", Json.status(status)));
    }
}
