package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.json.Json;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bellows new}. */
@Command(
        name = "new",
        description = {
            "Creates the next migration and its reverse, empty.",
            "They go into the migrations folder; their names are printed. Needs no database."
        },
        footer = {"", "Example:", "  bellows new \"add email\" --migrations db/migrations"})
final class NewCommand implements Action {
    @Parameters(paramLabel = "DESCRIPTION", arity = "1..*", description = "a few words; they become the file's name")
    private List<String> description = List.of();

    @Override
    public Answer run(Call call) {
        Configuration configuration = call.configuration();
        List<String> folders = configuration.migrations();
        if (folders.size() != 1) {
            throw new ConfigurationException(
                    (folders.isEmpty() ? "no folder of migrations is named" : "several folders of migrations are named")
                            + "\nnext: say where the file goes: --migrations FOLDER",
                    Report.EMPTY);
        }
        String folder = folders.get(0);
        if (folder.startsWith("classpath:")) {
            throw new ConfigurationException(
                    "a file cannot be created in " + folder + "\nnext: name the folder on disk: --migrations FOLDER",
                    Report.EMPTY);
        }
        @Nullable String layout = configuration.text(Key.LAYOUT);
        List<Path> created = new NewMigration(Path.of(folder), layout == null ? "auto" : layout)
                .create(String.join(" ", description));
        List<String> names = created.stream().map(Path::toString).toList();
        return Answer.done(names, Json.fields("files", names));
    }
}
