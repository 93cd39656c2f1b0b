package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.SettingsOf;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.lint.Asked;
import dev.bellows.cli.lint.Initialisation;
import dev.bellows.cli.lint.Outcome;
import dev.bellows.cli.lint.Selection;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.rules.Rules;
import dev.bellows.model.Settings;
import dev.bellows.sql.SqlParser;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellows lint}. */
@Command(
        name = "lint",
        description = {
            "Finds what would break running code or stop it, before it runs.",
            "Folders are judged whole, files with the rest of their folder as known schema; without any, the folders"
                    + " that the configuration names. Needs no database. Exits with 4 when there is an error or a"
                    + " warning."
        },
        footer = {
            "",
            "Examples:",
            "  bellows lint db/migrations",
            "  bellows lint --init db/migrations",
            "  bellows lint --git-base origin/main",
            "  bellows lint --explain drop-column"
        })
final class LintCommand implements Action {
    @Mixin
    private final LintScope scope = new LintScope();

    @Mixin
    private final LintOutput output = new LintOutput();

    @Mixin
    private final LintFix fix = new LintFix();

    @Option(names = "--explain", paramLabel = "RULE", description = "prints the page of a rule, and lints nothing")
    private @Nullable String explain;

    @Override
    public Map<Key, List<String>> settings() {
        Map<Key, List<String>> settings = new EnumMap<>(Key.class);
        scope.settings(settings);
        output.settings(settings);
        return settings;
    }

    @Override
    public @Nullable Format format() {
        return output.format();
    }

    @Override
    public boolean printsOnly() {
        return output.forMachines();
    }

    @Override
    public boolean readsOnly() {
        return !scope.init() && !fix.writes();
    }

    @Override
    public Answer run(Call call) {
        @Nullable Answer problem = output.problem(call);
        if (problem != null) {
            return problem;
        }
        if (explain != null) {
            String page = Asked.page(explain);
            return Answer.done(page.lines().toList(), Json.fields("rule", explain, "page", page));
        }
        Configuration configuration = call.configuration();
        Settings settings = SettingsOf.configuration(configuration);
        LintSettings lintSettings = Asked.settings(configuration, settings);
        Linter linter = new Linter(Rules.all(), lintSettings);
        if (scope.init()) {
            return LintInit.answer(Initialisation.of(scope.wish(), configuration, settings, linter));
        }
        Selection selection = scope.selection(call, configuration, settings);
        if (fix.asked()) {
            boolean anyRelease = configuration.value(Key.PG_VERSION).isEmpty();
            LintSettings careful = anyRelease ? lintSettings.on(SqlParser.OLDEST) : lintSettings;
            return fix.answer(
                    careful,
                    selection.sources(),
                    settings,
                    scope.bounded(settings),
                    call.surroundings().directory());
        }
        Outcome outcome = Outcome.of(linter, selection.sources()).noting(selection.notices());
        return output.answer(outcome, configuration, settings.tagPrefix(), call);
    }
}
