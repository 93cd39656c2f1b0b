package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import dev.bellows.cli.config.SettingsOf;
import dev.bellows.cli.connect.Database;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.squash.PgDump;
import dev.bellows.cli.squash.SeedRows;
import dev.bellows.cli.squash.Squash;
import dev.bellows.cli.text.Words;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.source.Layouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellows squash}. */
@Command(
        name = "squash",
        description = {
            "Writes one baseline file that does what all migrations up to a version do: a new database runs it in their"
                    + " place, and one that has them sees nothing to do.",
            "Applies them to a scratch database that it makes on the server of --url, or on a PostgreSQL of this folder's"
                    + " own, and drops again. pg_dump writes the schema. Before the file is there it is applied to a"
                    + " second one, and both are compared. No other database is touched."
        },
        footer = {
            "",
            "Examples:",
            "  bellows squash --to 0042 --migrations db/migrations",
            "  bellows squash --to 0042 --url postgresql://postgres@localhost/postgres"
        })
final class SquashCommand implements Action {
    private static final String LAYOUT = "bellows";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "V",
            converter = Converters.OfVersion.class,
            description = "the last version that the baseline stands for")
    private @Nullable Version to;

    @Option(
            names = "--no-rows",
            description = "leave out the rows that migrations insert; without it they are a part of the baseline")
    private boolean noRows;

    @Option(
            names = "--pg-dump",
            paramLabel = "FILE",
            description = "the program pg_dump, not older than the server; by default that of the search path")
    private @Nullable Path program;

    @Override
    public Answer run(Call call) {
        Configuration configuration = configuration(call);
        Location folder = folder(configuration);
        Settings settings = SettingsOf.configuration(configuration);
        PgDump pgDump = PgDump.find(
                program == null ? null : configuration.directory().resolve(program),
                call.surroundings().variable("PATH"));
        Squash squash = new Squash(call.database(configuration), call::bellows, settings, pgDump, !noRows, call::say);
        Squash.Made made = squash.make(call.build(configuration, settings), folder, version());
        return answer(made);
    }

    private Version version() {
        if (to == null) {
            throw new IllegalStateException("picocli requires it");
        }
        return to;
    }

    /** Without a word of a database it is one of the folder's own: nothing in it is looked at. */
    private static Configuration configuration(Call call) {
        Configuration configuration = call.configuration();
        if (Database.isNamed(configuration)) {
            return configuration;
        }
        Problems problems = new Problems();
        Configuration own = call.configuration(Map.of(Key.URL, List.of(Key.EMBEDDED)), problems);
        problems.throwIfAny();
        return own;
    }

    private static Location folder(Configuration configuration) {
        List<Location> folders = configuration.migrations();
        if (folders.size() != 1 || folders.get(0).place().startsWith(Location.CLASSPATH)) {
            throw wrong(
                    folders.isEmpty()
                            ? "no folder of migrations is named"
                            : "a baseline is made of one folder on disk, and others are named",
                    "say which: --migrations FOLDER");
        }
        Location folder = folders.get(0);
        String name = Layouts.nameOf(SettingsOf.configuration(configuration), folder.place());
        if (!name.equals(LAYOUT)) {
            throw wrong(
                    "files of the layout " + name + " are not squashed by Bellows",
                    "squash them with that tool; docs/layouts.md says what Bellows reads of it");
        }
        return folder;
    }

    private Answer answer(Squash.Made made) {
        int count = made.stands().size();
        String first = made.stands().get(0);
        String last = made.stands().get(count - 1);
        List<String> lines = new ArrayList<>();
        lines.add(made.file() + " stands for " + Words.count(count, "migration") + ", " + first + " to " + last
                + "; a new database that ran it was the same");
        for (SeedRows.Table table : made.rows()) {
            lines.add((noRows ? "without the rows of " : "with the rows of ") + table.name() + " ("
                    + Words.count(table.rows(), "row") + ")");
        }
        lines.add("next: commit it; the files up to " + last + " can go when every database has them");
        return Answer.done(
                lines,
                Json.fields(
                        "file",
                        made.file().toString(),
                        "squashes",
                        made.stands(),
                        "withRows",
                        !noRows,
                        "rows",
                        made.rows().stream()
                                .map(table -> Json.fields("table", table.name(), "rows", table.rows()))
                                .toList()));
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
