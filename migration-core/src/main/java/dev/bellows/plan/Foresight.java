package dev.bellows.plan;

import dev.bellows.effect.LockMode;
import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Rule;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.rules.Rules;
import dev.bellows.model.Build;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.Phase;
import dev.bellows.sql.SqlParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the linter knows of a plan's steps before they run: which of them break running code and do not say so, and which
 * tables each will lock. The migrations that are applied tell it the schema; none of them is executed for that.
 */
public final class Foresight {
    /** Only what breaks running code is the engine's business; the rest is for the author. */
    private static final List<Rule> CONTRACTS = Rules.all().stream()
            .filter(rule -> rule.info().verdicts().contains(Verdict.CONTRACT))
            .toList();

    private final Build build;
    private final Settings settings;
    private final History history;
    private final Squashes squashes;
    private final Map<MigrationId, Step> steps = new LinkedHashMap<>();

    private Foresight(Build build, Settings settings, Situation situation, Plan plan) {
        this.build = build;
        this.settings = settings;
        this.history = History.of(situation.entries());
        this.squashes = new Squashes(build, settings, history);
        plan.steps().forEach(step -> steps.put(step.migration().id(), step));
    }

    /** The plan with what is foreseen of its steps: their locks, or the refusal of contracts that nobody tagged. */
    public static Plan in(Plan plan, Build build, Settings settings, Situation situation) {
        return plan.steps().isEmpty() ? plan : new Foresight(build, settings, situation, plan).foreseen(plan);
    }

    private Plan foreseen(Plan plan) {
        LintReport report = new Linter(
                        CONTRACTS,
                        new LintSettings(SqlParser.NEWEST, settings.tagPrefix(), Set.of(), settings.allowed()))
                .lint(scripts());
        Map<String, List<Finding>> untagged = report.findings().stream()
                .filter(finding -> finding.verdicts().contains(Verdict.CONTRACT))
                .collect(Collectors.groupingBy(Finding::script));
        List<Refusal> refusals = new ArrayList<>();
        List<Step> foreseen = new ArrayList<>();
        for (Step step : plan.steps()) {
            Map<ObjectName, LockMode> locks =
                    report.locks().getOrDefault(step.script().name(), Map.of());
            List<Finding> contracts = untagged.getOrDefault(step.script().name(), List.of());
            boolean open = !step.down() && step.migration().phase() == Phase.EXPAND && !contracts.isEmpty();
            @Nullable String reason = open ? settings.allowUntagged() : null;
            if (open && reason == null) {
                contracts.forEach(finding -> refusals.add(refusal(step.migration(), finding)));
            }
            foreseen.add(step.foreseeing(locks, reason));
        }
        return refusals.isEmpty() ? plan.asked(foreseen, List.of()) : plan.refused(refusals);
    }

    /** What is applied and what the steps run, in the order in which it comes into the database. */
    private List<LintScript> scripts() {
        List<Migration> known = new ArrayList<>(build.migrations().stream()
                .filter(migration -> history.applied(migration) || steps.containsKey(migration.id()))
                .toList());
        baselines().forEach(baseline -> {
            known.removeIf(migration -> !migration.repeatable()
                    && migration.owner().equals(baseline.owner())
                    && migration.number().compareTo(baseline.number()) <= 0);
            known.add(baseline);
        });
        known.sort(Migration.ORDER);
        List<LintScript> scripts = new ArrayList<>(new Build(known, List.of())
                .toLint(this::role).stream()
                        .filter(script -> script.role() != Role.DOWN)
                        .toList());
        for (Step step : steps.values()) {
            if (step.down() && step.script().hasText()) {
                scripts.add(new LintScript(step.script().name(), null, step.script(), null, Role.KNOWN));
            }
        }
        return scripts;
    }

    /** Those that run, and those that alone can tell what is there. */
    private List<Migration> baselines() {
        return build.baselines().stream()
                .filter(baseline -> steps.values().stream()
                                .anyMatch(step -> step.migration().equals(baseline))
                        || (squashes.applied(baseline) && squashes.replaces(baseline)))
                .toList();
    }

    /** What an earlier run began was judged then, history is not judged, and what a down reverts is there. */
    private Role role(Migration migration) {
        @Nullable Step step = steps.get(migration.id());
        if (migration.isBaseline() || step == null || step.down() || begun(step) || migration.history()) {
            return Role.KNOWN;
        }
        return migration.repeatable() ? Role.REPEATABLE : Role.UNRELEASED;
    }

    private boolean begun(Step step) {
        @Nullable Standing standing = history.of(step.migration().id());
        boolean tried = standing != null
                && (standing.kind() == Standing.Kind.FAILED || standing.kind() == Standing.Kind.UNFINISHED)
                && standing.counts(step.script().checksum());
        return step.done() > 0 || tried;
    }

    private Refusal refusal(Migration migration, Finding finding) {
        String prefix = "-- " + settings.tagPrefix();
        String next = migration.repeatable()
                ? "put it into a versioned migration that is tagged '" + prefix + ":phase contract'"
                : "tag the file with '" + prefix
                        + ":phase contract', or where it may not change any more: [migration.\"" + migration.label()
                        + "\"] phase = \"contract\" in the configuration";
        return new Refusal(
                "untagged-contract",
                migration.label(),
                finding.script(),
                finding.span().line(),
                finding.span().column(),
                "",
                finding.rule() + ": " + finding.message(),
                next + "; for the safe way: bellows lint " + finding.script());
    }
}
