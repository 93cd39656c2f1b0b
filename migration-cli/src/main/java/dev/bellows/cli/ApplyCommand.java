package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.PlanText;
import dev.bellows.cli.text.ReportText;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Phases;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import dev.bellows.plan.Plan;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellows apply}. */
@Command(
        name = "apply",
        description = {
            "Applies what is pending, in order, one runner at a time.",
            "A migration and its entry in the ledger commit together. One that fails leaves nothing behind, unless it runs"
                    + " outside a transaction; those before it stay applied.",
            "A contract runs when its gate is open: when nothing lives whose build lacks what it needs. Otherwise it is"
                    + " held, which is no error: it is told who holds it, since when, and what to do. Recommended are two"
                    + " calls: with --phase expand before a rollout, with --phase contract after it."
        },
        footer = {
            "",
            "Examples:",
            "  bellows apply --url postgresql://migrator@db.example/shop \\",
            "      --migrations db/migrations --dry-run",
            "  bellows apply --env production --phase expand --release 1.4.0",
            "  bellows apply --env production --phase contract --wait-for-gate 10m"
        })
final class ApplyCommand implements Action {
    @Option(
            names = "--to",
            paramLabel = "V",
            converter = Converters.OfVersion.class,
            description = "the last version to apply; repeatables are left out then")
    private @Nullable Version to;

    @Option(
            names = "--phase",
            paramLabel = "expand|contract|all",
            converter = Converters.OfPhases.class,
            description =
                    "which migrations: those that old code survives, those that it would not, or all; all by default")
    private @Nullable Phases phase;

    @Option(names = "--dry-run", description = "only show what would run")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description =
                    "how long to wait while another runner works; 30s, 10m, 0 for as long as it takes; 10m by default")
    private @Nullable String wait;

    @Option(
            names = "--out-of-order",
            description = "apply pending versions below the highest applied one too, instead of refusing")
    private boolean outOfOrder;

    @Option(
            names = "--allow-untagged",
            paramLabel = "REASON",
            converter = Converters.OfReason.class,
            description = "run what breaks running code although it is not tagged as a contract; the ledger keeps the"
                    + " reason")
    private @Nullable String allowUntagged;

    @Option(
            names = "--wait-for-gate",
            paramLabel = "TIME",
            converter = Converters.OfTime.class,
            description = "how long to wait until the gates of contracts open; 30s, 10m, 0 for as long as it takes; by"
                    + " default it does not wait")
    private @Nullable Duration waitForGate;

    @Option(
            names = "--attest",
            paramLabel = "REASON",
            converter = Converters.OfReason.class,
            description = "say that nothing old lives where the database cannot tell; never against what says itself"
                    + " that it is old; the ledger keeps the reason")
    private @Nullable String attest;

    @Option(names = "--require-all", description = "exit with 7 when a contract, or what waits behind one, stays held")
    private boolean requireAll;

    @Mixin
    private final BatchOptions batches = new BatchOptions();

    @Mixin
    private final RestorePointOptions restorePoint = new RestorePointOptions();

    @Mixin
    private final FleetOptions fleet = new FleetOptions();

    @Option(names = "--release", paramLabel = "R", description = "the deploy's label, for the ledger")
    private @Nullable String release;

    @Override
    public Map<Key, List<String>> settings() {
        Map<Key, List<String>> settings = new EnumMap<>(Key.class);
        Options.put(settings, Key.WAIT, wait);
        Options.put(settings, Key.RELEASE, release);
        Options.put(settings, Key.OUT_OF_ORDER, outOfOrder ? "true" : null);
        batches.settings(settings);
        restorePoint.settings(settings);
        return settings;
    }

    @Override
    public boolean readsOnly() {
        return dryRun;
    }

    @Override
    public Answer run(Call call) {
        aboutContracts("--attest", attest);
        aboutContracts("--wait-for-gate", waitForGate);
        fleet.requireFleet();
        if (fleet.wanted()) {
            FleetRun run = new FleetRun(call, fleet);
            return dryRun ? run.plan(this::wish) : run.apply(this::wish);
        }
        Bellows bellows = wish(call.bellows());
        return dryRun ? show(call, bellows.plan()) : applied(call, bellows.applyWithoutLease());
    }

    private Bellows wish(Bellows each) {
        Bellows bellows = phase == null ? each : each.phases(phase);
        bellows = to == null ? bellows : bellows.to(to.toString());
        bellows = waitForGate == null ? bellows : bellows.waitForGate(waitForGate);
        bellows = attest == null ? bellows : bellows.attest(attest);
        bellows = requireAll ? bellows.requireAll() : bellows;
        return allowUntagged == null ? bellows : bellows.allowUntagged(allowUntagged);
    }

    private void aboutContracts(String option, @Nullable Object value) {
        if (value != null && phase == Phases.EXPAND) {
            throw new ConfigurationException(
                    option + " is about contracts, and --phase expand leaves them out: drop one of the two",
                    Report.EMPTY);
        }
    }

    private static Answer show(Call call, Plan plan) {
        Map<String, @Nullable Object> json = Json.fields("dryRun", true, "plan", Json.plan(plan));
        Answer answer = Answer.done(PlanText.dryRun(plan, call.ink()), json);
        return plan.refusals().isEmpty() ? answer : Troubles.refused(answer, plan.refusals(), call.errorInk());
    }

    private static Answer applied(Call call, Report report) {
        return Answer.done(
                        ReportText.applied(report, call.ink()),
                        Json.fields("dryRun", false, "report", Json.report(report)))
                .remarks(call.unseen(report));
    }
}
