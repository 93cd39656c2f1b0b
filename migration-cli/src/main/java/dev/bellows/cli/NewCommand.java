package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.SettingsOf;
import dev.bellows.cli.json.Json;
import dev.bellows.lint.LintSettings;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.scaffold.Catalogue;
import dev.bellows.scaffold.Kind;
import dev.bellows.scaffold.Request;
import dev.bellows.scaffold.Scaffold;
import dev.bellows.scaffold.ScaffoldException;
import dev.bellows.source.LintPlace;
import dev.bellows.source.LintSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellows new}. */
@Command(
        name = "new",
        description = {
            "Creates the next migration and its reverse, empty; or all that a change needs which running code must"
                    + " live through: what stands beside the old, a trigger that keeps both in step, the copy in"
                    + " batches, and the contract at the end.",
            "They go into the migrations folder; their names are printed. Needs no database: what is there is read"
                    + " from the folder.",
            "",
            "The changes:",
            "  rename-column orders.total total_cents",
            "  change-type orders.total 'numeric(12,2)' [--using EXPRESSION]",
            "  add-not-null orders.note [--using VALUE]",
            "  add-unique orders.customer_id [COLUMN ...]",
            "  add-foreign-key orders.customer_id customers.id",
            "  drop-column orders.note [--using VALUE]",
            "  split customers.name first=EXPRESSION last=EXPRESSION --back EXPRESSION"
        },
        footer = {
            "",
            "Example:",
            "  bellows new \"add email\" --migrations db/migrations",
            "  bellows new rename-column orders.total total_cents"
        })
final class NewCommand implements Action {
    @Parameters(
            paramLabel = "DESCRIPTION",
            arity = "1..*",
            description = "a few words, which become the file's name; or a change, and what it is about")
    private List<String> description = List.of();

    @Option(
            names = "--using",
            paramLabel = "EXPRESSION",
            description = "how the new value is made of the old one; for a NOT NULL, the value of rows that have none")
    private @Nullable String using;

    @Option(names = "--back", paramLabel = "EXPRESSION", description = "how the old value is made of the new ones")
    private @Nullable String back;

    @Override
    public Answer run(Call call) {
        Configuration configuration = call.configuration();
        String folder = folder(configuration);
        Settings settings = SettingsOf.configuration(configuration);
        NewMigration files = new NewMigration(Path.of(folder), settings);
        Optional<Kind> kind = Kind.of(description.get(0));
        if (kind.isPresent()) {
            return scaffold(kind.get(), folder, settings, files);
        }
        if (using != null || back != null) {
            throw wrong("--using and --back belong to a change", "bellows new --help lists the changes");
        }
        List<String> names = names(files.create(String.join(" ", description)));
        return Answer.done(names, Json.fields("files", names));
    }

    private static String folder(Configuration configuration) {
        List<String> folders =
                configuration.migrations().stream().map(Location::place).toList();
        if (folders.size() != 1) {
            throw wrong(
                    folders.isEmpty() ? "no folder of migrations is named" : "several folders of migrations are named",
                    "say where the file goes: --migrations FOLDER");
        }
        if (folders.get(0).startsWith("classpath:")) {
            throw wrong(
                    "a file cannot be created in " + folders.get(0), "name the folder on disk: --migrations FOLDER");
        }
        return folders.get(0);
    }

    private Answer scaffold(Kind kind, String folder, Settings settings, NewMigration files) {
        LintSources sources = LintSources.of(
                List.of(LintPlace.whole(Location.of(folder))),
                null,
                settings,
                getClass().getClassLoader());
        Catalogue catalogue = Catalogue.of(sources.scripts(), LintSettings.DEFAULT);
        List<String> arguments = description.subList(1, description.size());
        try {
            Scaffold scaffold = Scaffold.of(catalogue, new Request(kind, arguments, using, back));
            List<String> names = names(files.create(scaffold.files(settings.tagPrefix()).stream()
                    .map(file -> new NewMigration.Text(file.words(), file.up(), file.down()))
                    .toList()));
            List<String> lines = new ArrayList<>(names);
            scaffold.remarks().forEach(remark -> lines.add("note: " + remark));
            return Answer.done(lines, Json.fields("files", names, "notes", scaffold.remarks()));
        } catch (ScaffoldException e) {
            throw wrong(e.problem(), e.next());
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
