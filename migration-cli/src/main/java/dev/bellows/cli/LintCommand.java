package dev.bellows.cli;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.SettingsOf;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.json.LintJson;
import dev.bellows.cli.text.LintText;
import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.LintSettings.Allowed;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Own;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Severity;
import dev.bellows.lint.rules.Pages;
import dev.bellows.lint.rules.Rules;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.source.LintSources;
import dev.bellows.sql.Nearest;
import dev.bellows.sql.SqlParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    @Parameters(paramLabel = "PATH", arity = "0..*", description = "folders and files of migrations")
    private List<String> paths = List.of();

    @Option(
            names = "--pg-version",
            paramLabel = "14…18",
            description = "the PostgreSQL that the migrations are for; 18 by default")
    private int major = SqlParser.NEWEST;

    @Option(
            names = "--style",
            paramLabel = "RULE",
            split = ",",
            description = "a rule of taste to be asked too, or all; may be repeated")
    private List<String> styles = List.of();

    @Option(names = "--explain", paramLabel = "RULE", description = "prints the page of a rule, and lints nothing")
    private @Nullable String explain;

    @Override
    public Answer run(Call call) {
        if (explain != null) {
            return explained(explain);
        }
        Configuration configuration = call.configuration();
        Settings settings = SettingsOf.configuration(configuration);
        Linter linter = new Linter(Rules.all(), lintSettings(settings));
        List<Finding> findings = new ArrayList<>();
        List<Finding> allowed = new ArrayList<>();
        Set<Allowed> unused = new LinkedHashSet<>();
        List<String> notices = new ArrayList<>();
        int scripts = 0;
        int statements = 0;
        for (LintSources source : new LintPaths(paths, settings).sources()) {
            LintReport report = linter.lint(source.scripts());
            source.refusals()
                    .forEach(refusal -> findings.add(Own.file(
                            String.valueOf(refusal.file()), refusal.line(), refusal.cause() + "; " + refusal.next())));
            findings.addAll(report.findings());
            allowed.addAll(report.allowed());
            unused.addAll(report.unused());
            notices.addAll(source.notices());
            scripts += report.scripts();
            statements += report.statements();
        }
        LintReport report = new LintReport(findings, allowed, List.copyOf(unused), Map.of(), scripts, statements);
        return answer(report, settings.tagPrefix(), notices, call);
    }

    private static Answer answer(LintReport report, String tagPrefix, List<String> notices, Call call) {
        String summary = LintText.summary(report);
        List<String> lines = LintText.of(report.findings(), tagPrefix, call.ink());
        lines.add(summary);
        List<String> remarks = new ArrayList<>();
        notices.forEach(notice -> remarks.add("notice: " + notice));
        report.unused()
                .forEach(each -> remarks.add("notice: the configuration allows " + each.rule() + " (" + each.reason()
                        + "), which finds nothing here"));
        boolean found = report.count(Severity.ERROR) + report.count(Severity.WARNING) > 0;
        Map<String, @Nullable Object> json = LintJson.of(report);
        if (found) {
            json.put("error", Json.fields("kind", "found", "message", summary, "next", "bellows lint --explain RULE"));
            lines.add("the page of a rule: bellows lint --explain RULE");
        }
        return new Answer(found ? 4 : 0, lines, remarks, List.of(), json);
    }

    private LintSettings lintSettings(Settings settings) {
        if (major < SqlParser.OLDEST || major > SqlParser.NEWEST) {
            throw wrong(
                    "--pg-version " + major + " is not known",
                    "one from " + SqlParser.OLDEST + " to " + SqlParser.NEWEST);
        }
        settings.allowed().forEach(each -> known(each.rule()));
        return new LintSettings(major, settings.tagPrefix(), styles(), settings.allowed());
    }

    private Set<String> styles() {
        Set<String> all = Pages.infos().stream()
                .filter(RuleInfo::style)
                .map(RuleInfo::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (styles.contains("all")) {
            return all;
        }
        styles.stream().filter(style -> !all.contains(style)).forEach(style -> {
            throw wrong("--style " + style + ": there is no such rule of taste", String.join(", ", all));
        });
        return Set.copyOf(styles);
    }

    private static Answer explained(String rule) {
        String page = Pages.page(rule).orElseThrow(() -> unknown(rule));
        return Answer.done(page.lines().toList(), Json.fields("rule", rule, "page", page));
    }

    private static void known(String rule) {
        if (Pages.infos().stream().noneMatch(info -> info.id().equals(rule))) {
            throw unknown(rule);
        }
    }

    private static ConfigurationException unknown(String rule) {
        List<String> known = Pages.infos().stream().map(RuleInfo::id).sorted().toList();
        @Nullable String nearest = Nearest.word(rule, known);
        return wrong(
                "there is no rule " + rule,
                nearest == null ? "one of " + String.join(", ", known) : "did you mean " + nearest + "?");
    }

    private static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
