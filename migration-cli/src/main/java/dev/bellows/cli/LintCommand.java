package dev.bellows.cli;

import dev.bellows.cli.config.SettingsOf;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.lint.Asked;
import dev.bellows.cli.lint.Outcome;
import dev.bellows.cli.lint.Selection;
import dev.bellows.lint.Linter;
import dev.bellows.lint.rules.Rules;
import dev.bellows.model.Settings;
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
        footer = {"", "Example:", "  bellows lint db/migrations", "  bellows lint --explain drop-column"})
final class LintCommand implements Action {
    @Mixin
    private final LintScope scope = new LintScope();

    @Mixin
    private final LintOutput output = new LintOutput();

    @Option(names = "--explain", paramLabel = "RULE", description = "prints the page of a rule, and lints nothing")
    private @Nullable String explain;

    @Override
    public Answer run(Call call) {
        if (explain != null) {
            String page = Asked.page(explain);
            return Answer.done(page.lines().toList(), Json.fields("rule", explain, "page", page));
        }
        Settings settings = SettingsOf.configuration(call.configuration());
        Linter linter = new Linter(Rules.all(), Asked.settings(scope.major(), scope.styles(), settings));
        Outcome outcome = Outcome.of(linter, new Selection(scope.paths(), settings).sources());
        return output.answer(outcome, settings.tagPrefix(), call);
    }
}
