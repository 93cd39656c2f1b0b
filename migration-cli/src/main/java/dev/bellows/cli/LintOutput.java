package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Layer;
import dev.bellows.cli.connect.TableSizes;
import dev.bellows.cli.json.GitlabJson;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.json.LintJson;
import dev.bellows.cli.json.SarifJson;
import dev.bellows.cli.lint.Asked;
import dev.bellows.cli.lint.FailOn;
import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.LintFormat;
import dev.bellows.cli.lint.Outcome;
import dev.bellows.cli.lint.RepositoryPaths;
import dev.bellows.cli.lint.Severities;
import dev.bellows.cli.lint.Sizes;
import dev.bellows.cli.text.Display;
import dev.bellows.cli.text.GithubCommands;
import dev.bellows.cli.text.GithubSummary;
import dev.bellows.cli.text.JunitXml;
import dev.bellows.cli.text.LintSummary;
import dev.bellows.cli.text.LintText;
import dev.bellows.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code bellows lint} tells what it found, and when that is a failure. */
final class LintOutput {
    private static final int NOTICES = 10;

    @Option(
            names = "--format",
            paramLabel = "text|json|sarif|github|gitlab|junit",
            converter = Converters.OfLintFormat.class,
            description = "for whom the report is: a person, or one of those that read it; text by default")
    private @Nullable LintFormat format;

    @Option(
            names = "--full",
            description = "tell every finding whole; in a long report only the first of each rule are")
    private boolean full;

    @Option(
            names = "--fail-on",
            paramLabel = "error|warning|never",
            description = "the findings that end with exit code 4; errors and warnings by default")
    private @Nullable String failOn;

    @Option(
            names = "--sizes",
            description = "ask the database how large the tables are that somebody waits for; --url asks it too")
    private boolean sizes;

    /** Those of its options that can be set elsewhere too. */
    void settings(Map<Key, List<String>> settings) {
        Options.put(settings, Key.FAIL_ON, failOn);
    }

    /** How the answer is to look; null where nobody says. */
    @Nullable
    Format format() {
        return format == null ? null : format == LintFormat.JSON ? Format.JSON : Format.TEXT;
    }

    /** Whether standard output is read by a program. */
    boolean forMachines() {
        return format != null && format.forMachines();
    }

    /** What is wrong with what was asked for; null when nothing is. */
    @Nullable
    Answer problem(Call call) {
        if (call.typedFormat() == null || format == null || format == LintFormat.JSON) {
            return null;
        }
        return Troubles.usage(
                "--format " + format.word() + " and --json exclude each other: there is one standard output",
                "keep one of them; --json is --format json",
                call.errorInk());
    }

    Answer answer(Outcome outcome, Configuration configuration, String tagPrefix, Call call) {
        Severities severities = new Severities(configuration.severities());
        RepositoryPaths paths = new RepositoryPaths(call.surroundings().variable("GITHUB_WORKSPACE"));
        Judgement judgement = Judgement.of(
                outcome, severities, paths, sizes(outcome, configuration, call), call.json() || forMachines());
        FailOn from = Asked.failOn(configuration);
        boolean fails = from.fails(judgement.report());
        String summary = LintSummary.line(judgement);
        Map<String, @Nullable Object> json = call.json() ? LintJson.of(judgement) : Json.fields();
        if (fails) {
            json.put("error", Json.fields("kind", "found", "message", summary, "next", "bellows lint --explain RULE"));
        }
        List<String> remarks = remarks(judgement);
        LintText.Manner manner =
                new LintText.Manner(tagPrefix, full, configuration.file().isPresent());
        List<String> lines = call.json() ? List.of() : lines(judgement, from, manner, call, remarks);
        if (forMachines()) {
            remarks.add(summary);
        }
        // A report for a program is printed with --quiet too; what is said beside it is not.
        return new Answer(fails ? 4 : 0, lines, call.quiet() ? List.of() : remarks, List.of(), json, true);
    }

    private List<String> lines(
            Judgement judgement, FailOn from, LintText.Manner manner, Call call, List<String> remarks) {
        String tagPrefix = manner.tagPrefix();
        return switch (format == null ? LintFormat.TEXT : format) {
            case TEXT, JSON -> LintText.of(judgement, manner, display(call));
            case SARIF -> List.of(SarifJson.of(judgement, tagPrefix, from.fails(judgement.report()) ? 4 : 0));
            case GITLAB -> List.of(GitlabJson.of(judgement));
            case JUNIT -> List.of(JunitXml.of(judgement, from, tagPrefix));
            case GITHUB -> {
                @Nullable String file = call.surroundings().variable("GITHUB_STEP_SUMMARY");
                if (file != null) {
                    GithubSummary.append(judgement, file).ifPresent(problem -> remarks.add("notice: " + problem));
                }
                GithubCommands.unseen(judgement).ifPresent(unseen -> remarks.add("notice: " + unseen));
                yield GithubCommands.of(judgement, tagPrefix);
            }
        };
    }

    private static Display display(Call call) {
        Screen screen = call.surroundings().screen();
        return new Display(false, screen.unicode(), call.ink(), screen::outputColumns);
    }

    /** Only who asks for it connects: a database that the configuration names for other commands is left alone. */
    private Sizes sizes(Outcome outcome, Configuration configuration, Call call) {
        boolean url = configuration
                .value(Key.URL)
                .filter(value -> value.layer() == Layer.OPTION)
                .isPresent();
        Set<ObjectName> wanted = Sizes.wanted(outcome.report());
        if (!url && !sizes) {
            return Sizes.NONE;
        }
        return wanted.isEmpty()
                ? new Sizes(true, Map.of())
                : new Sizes(true, TableSizes.of(call.database(configuration), wanted, configuration.text(Key.SCHEMA)));
    }

    /** A folder of another tool may give rise to hundreds of notices that are all alike. */
    private List<String> remarks(Judgement judgement) {
        List<String> notices = judgement.notices();
        int shown = full || notices.size() <= NOTICES ? notices.size() : NOTICES - 1;
        List<String> remarks = new ArrayList<>();
        notices.subList(0, shown).forEach(notice -> remarks.add("notice: " + notice));
        if (shown < notices.size()) {
            remarks.add("notice: " + (notices.size() - shown) + " more notices; --full shows all");
        }
        return remarks;
    }
}
