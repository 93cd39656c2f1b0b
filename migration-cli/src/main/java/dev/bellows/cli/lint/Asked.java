package dev.bellows.cli.lint;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Value;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.rules.Pages;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.sql.Nearest;
import dev.bellows.sql.SqlParser;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a call asks of the linter, checked. */
public final class Asked {
    private Asked() {}

    /** The linter's settings, of a configuration that was checked. */
    public static LintSettings settings(Configuration configuration, Settings settings) {
        @Nullable String major = configuration.text(Key.PG_VERSION);
        return new LintSettings(
                major == null ? SqlParser.NEWEST : Integer.parseInt(major),
                settings.tagPrefix(),
                styles(configuration),
                settings.allowed());
    }

    private static Set<String> styles(Configuration configuration) {
        Set<String> wanted =
                configuration.all(Key.STYLE).stream().map(Value::text).collect(Collectors.toSet());
        return wanted.contains(Key.ALL)
                ? Pages.infos().stream()
                        .filter(RuleInfo::style)
                        .map(RuleInfo::id)
                        .collect(Collectors.toSet())
                : wanted;
    }

    /** From which findings on it is a failure. */
    public static FailOn failOn(Configuration configuration) {
        @Nullable String word = configuration.text(Key.FAIL_ON);
        return word == null ? FailOn.WARNING : FailOn.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * The page of a rule, as Markdown.
     *
     * @throws ConfigurationException when there is no such rule
     */
    public static String page(String rule) {
        return Pages.page(rule).orElseThrow(() -> unknown(rule));
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
