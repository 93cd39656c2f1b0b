package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.EffectiveValue;
import dev.bellows.cli.config.Problems;
import dev.bellows.cli.connect.Database;
import dev.bellows.cli.connect.Fact;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.ConfigText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code bellows config}. */
@Command(
        name = "config",
        description = {
            "Shows every setting as it takes effect and who gave it, and the connection as it would be made.",
            "Connects to nothing, and shows no password."
        },
        footer = {"", "Example:", "  bellows config --env production"})
final class ConfigCommand implements Action {
    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        Configuration configuration = call.configuration();
        Problems problems = new Problems();
        List<String> remarks = new ArrayList<>();
        List<Fact> connection = Database.describe(
                configuration,
                call.secrets(),
                problems,
                notice -> remarks.add(call.secrets().mask(notice)));
        problems.throwIfAny();
        List<EffectiveValue> settings = EffectiveValue.all(configuration).stream()
                .map(value -> new EffectiveValue(value.key(), call.secrets().mask(value.value()), value.from()))
                .toList();
        @Nullable String file = configuration.file().map(Path::toString).orElse(null);
        return Answer.done(
                        ConfigText.of(file, settings, connection, call.ink()),
                        Json.fields(
                                "file",
                                file,
                                "settings",
                                settings.stream()
                                        .map(value -> Json.fields(
                                                "key", value.key(),
                                                "value", emptyToNull(value.value()),
                                                "from", emptyToNull(value.from())))
                                        .toList(),
                                "connection",
                                connection.stream()
                                        .map(fact -> Json.fields(
                                                "name", fact.name(), "value", fact.value(), "from", fact.from()))
                                        .toList(),
                                "notices",
                                remarks))
                .remarks(remarks);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
