package dev.bellows.cli.lint;

import dev.bellows.lint.LintSettings;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.rules.Pages;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.sql.Nearest;
import dev.bellows.sql.SqlParser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a call asks of the linter, checked. */
public final class Asked {
    private Asked() {}

    /**
     * The linter's settings.
     *
     * @param major the release of PostgreSQL
     * @param styles the rules of taste that are wanted; {@code all} is all of them
     * @throws ConfigurationException when there is no such release or rule
     */
    public static LintSettings settings(int major, List<String> styles, Settings settings) {
        if (major < SqlParser.OLDEST || major > SqlParser.NEWEST) {
            throw wrong(
                    "--pg-version " + major + " is not known",
                    "one from " + SqlParser.OLDEST + " to " + SqlParser.NEWEST);
        }
        settings.allowed().forEach(each -> known(each.rule()));
        return new LintSettings(major, settings.tagPrefix(), styles(styles), settings.allowed());
    }

    private static Set<String> styles(List<String> styles) {
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

    /**
     * The page of a rule, as Markdown.
     *
     * @throws ConfigurationException when there is no such rule
     */
    public static String page(String rule) {
        return Pages.page(rule).orElseThrow(() -> unknown(rule));
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
