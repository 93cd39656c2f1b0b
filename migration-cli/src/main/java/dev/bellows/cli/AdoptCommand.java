package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.HistoryLines;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.json.AdoptionJson;
import dev.bellows.cli.text.AdoptionText;
import dev.bellows.model.Adoption;
import dev.bellows.model.AdoptionSource;
import dev.bellows.model.Location;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellows adopt}. */
@Command(
        name = "adopt",
        description = {
            "Takes over what another tool has applied: its history becomes Bellows's.",
            "Only shows what it would do, unless --yes is given. The tool's table is read, never written: the tool goes on"
                    + " working, and leaving Bellows again is not to use it. Runs no migration and changes no file but"
                    + " bellows.toml, which gets the enforce-from line that makes the old files history."
        },
        footer = {
            "",
            "Examples:",
            "  bellows adopt --from flyway --migrations db/migration",
            "  bellows adopt --from flyway --table audit.history --yes",
            "  bellows adopt --from django --migrations db/migrations --up-to 0001"
        })
final class AdoptCommand implements Action {
    /** A test holds it to the tools that there are. */
    private static final String TOOLS = "flyway|liquibase|golang-migrate|goose|dbmate|drizzle|diesel|prisma|knex|django"
            + "|rails|sqitch|atlas|caracal";

    @Option(names = "--from", required = true, paramLabel = TOOLS, description = "the tool")
    private String from = "";

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "where it keeps its history, if not where it does by default: TABLE or SCHEMA.TABLE")
    private @Nullable String table;

    @Option(
            names = "--up-to",
            paramLabel = "V",
            converter = Converters.OfVersion.class,
            description =
                    "of a folder that is not the tool's own: the last version that is in the database; 0 when none is,"
                            + " as for Knex, Django, Rails and Sqitch by default")
    private @Nullable Version upTo;

    @Option(names = "--yes", description = "do it")
    private boolean yes;

    @Override
    public boolean readsOnly() {
        return !yes;
    }

    @Override
    public Answer run(Call call) {
        AdoptionSource source = new AdoptionSource(from, table, upTo);
        Configuration configuration = call.configuration();
        Bellows bellows = call.bellows();
        Adoption seen = bellows.tryAdopt(source);
        HistoryLines lines = lines(configuration, seen, call);
        if (!seen.refusals().isEmpty()) {
            return Troubles.refused(answer(call, configuration, seen, lines, false), seen.refusals(), call.errorInk());
        }
        if (!yes) {
            return answer(call, configuration, seen, lines, false);
        }
        Adoption done = bellows.adopt(source);
        HistoryLines last = lines(configuration, done, call);
        last.write();
        return answer(call, configuration, done, last, true);
    }

    /** None where no folder on disk is named: what is on the class path is built, not edited. */
    private static HistoryLines lines(Configuration configuration, Adoption adoption, Call call) {
        List<String> folders = configuration.migrations().stream()
                // Others' migrations have a version of their own below which they are history.
                .filter(location -> location.owner().equals(MigrationId.MAIN))
                .map(Location::place)
                .filter(place -> !place.startsWith(Location.CLASSPATH))
                .toList();
        return HistoryLines.of(
                configuration,
                folders.isEmpty() ? null : adoption.enforceFrom(),
                folders.isEmpty() ? List.of(configuration.directory().toString()) : folders,
                call.typed(Key.MIGRATIONS),
                "bellows adopt");
    }

    private Answer answer(
            Call call, Configuration configuration, Adoption adoption, HistoryLines lines, boolean written) {
        Path shown = lines.shown(configuration);
        List<String> text = new ArrayList<>(AdoptionText.found(adoption, lines, shown, call.ink()));
        if (adoption.refusals().isEmpty()) {
            text.addAll(last(adoption, lines));
        }
        return Answer.done(
                        text,
                        AdoptionJson.of(
                                adoption,
                                !yes,
                                lines,
                                shown,
                                written && !lines.lines().isEmpty()))
                .remarks(call.unseen(adoption.report()));
    }

    private List<String> last(Adoption adoption, HistoryLines lines) {
        boolean nothing = adoption.nothingToDo() && lines.lines().isEmpty();
        if (nothing) {
            return List.of("nothing to do; next: bellows status");
        }
        return yes
                ? List.of("adopted; " + adoption.table() + " is as it was; next: bellows status")
                : List.of(
                        "this was a dry run: nothing was changed",
                        "to adopt it: bellows adopt --from " + from + argument(" --table ", table)
                                + argument(" --up-to ", upTo) + " --yes");
    }

    private static String argument(String before, @Nullable Object typed) {
        return typed == null ? "" : before + Repeated.quoted(typed.toString());
    }
}
