package dev.bellows.lint;

import dev.bellows.lint.JudgedScript.Found;
import dev.bellows.lint.LintSettings.Allowed;
import dev.bellows.sql.Allowance;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.Nearest;
import dev.bellows.sql.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which findings somebody accepts, and which of the allowances are for nothing. */
final class Allowances {
    private final Set<String> known = new TreeSet<>();
    private final LintSettings settings;
    private final Set<Allowed> used = new HashSet<>();

    Allowances(List<Rule> rules, LintSettings settings) {
        rules.forEach(rule -> known.add(rule.info().id()));
        Own.infos().forEach(info -> known.add(info.id()));
        this.settings = settings;
    }

    /** Puts each finding of a script where it belongs. */
    void apply(JudgedScript judged, List<Finding> findings, List<Finding> allowed) {
        LintScript script = judged.script();
        Set<Allowance> needed = new HashSet<>();
        List<Finding> left = new ArrayList<>();
        for (Found found : judged.found()) {
            @Nullable Acceptance acceptance = configured(script.name(), script.version(), found.finding());
            for (Allowance allowance : judged.allowances()) {
                if (accepts(allowance, found)) {
                    needed.add(allowance);
                    acceptance = new Acceptance(true, allowance.reason());
                }
            }
            if (acceptance == null) {
                left.add(found.finding());
            } else {
                allowed.add(found.finding().accepted(acceptance));
            }
        }
        for (Allowance allowance : judged.allowances()) {
            // What a branch makes is unused until it is released: then the allowance may be needed.
            boolean later = script.role() == LintScript.Role.UNRELEASED && known.contains(allowance.rule());
            if (!needed.contains(allowance) && !later && !OfBranch.compares(allowance.rule())) {
                left.add(unused(script, allowance));
            }
        }
        left.sort(Comparator.comparing(
                Finding::span, Comparator.comparing(Span::line).thenComparing(Span::column)));
        findings.addAll(left);
    }

    /** Puts a finding about a file where it belongs. */
    void apply(FileFinding file, List<Finding> findings, List<Finding> allowed) {
        Finding finding = file.finding();
        @Nullable Acceptance acceptance = configured(finding.script(), file.version(), finding);
        if (file.text() != null) {
            for (Allowance each : new LooseScript(finding.script(), file.text(), settings.tagPrefix())
                    .directives()
                    .allowances()) {
                if (each.statement() == 0 && each.rule().equals(finding.rule())) {
                    acceptance = new Acceptance(true, each.reason());
                }
            }
        }
        if (acceptance == null) {
            findings.add(finding);
        } else {
            allowed.add(finding.accepted(acceptance));
        }
    }

    /** The allowances of the configuration that no finding needed. */
    List<Allowed> unused() {
        return settings.allowed().stream()
                .filter(each -> !used.contains(each) && !OfBranch.compares(each.rule()))
                .toList();
    }

    private static boolean accepts(Allowance allowance, Found found) {
        return allowance.rule().equals(found.finding().rule())
                && (allowance.statement() == 0 || allowance.statement() == found.statement());
    }

    private @Nullable Acceptance configured(String script, @Nullable String version, Finding finding) {
        @Nullable Acceptance accepted = null;
        for (Allowed each : settings.allowed()) {
            if (each.rule().equals(finding.rule())
                    && (each.path() == null || script.contains(each.path()))
                    && (each.version() == null || each.version().equals(version))) {
                used.add(each);
                accepted = new Acceptance(false, each.reason());
            }
        }
        return accepted;
    }

    private Finding unused(LintScript script, Allowance allowance) {
        String rule = allowance.rule();
        @Nullable String nearest = known.contains(rule) ? null : Nearest.word(rule, known);
        String problem = known.contains(rule)
                ? "it allows " + rule + ", which finds nothing here: remove it"
                : "there is no rule " + rule + (nearest == null ? "" : "; did you mean " + nearest + "?");
        return new Finding(
                Own.UNUSED_ALLOWANCE.id(),
                Severity.WARNING,
                Own.UNUSED_ALLOWANCE.verdicts(),
                script.name(),
                new Span(0, 0, allowance.line(), 1),
                problem,
                List.of(),
                Way.NONE,
                null);
    }
}
