package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.BellowsException;
import dev.bellows.model.Build;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Listener;
import dev.bellows.model.Losses;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationId;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.Resolution;
import dev.bellows.model.Script;
import dev.bellows.model.Settings;
import dev.bellows.model.Status;
import dev.bellows.model.UnreachableException;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import dev.bellows.plan.DownPlanner;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Resolving;
import dev.bellows.plan.Survey;
import dev.bellows.plan.Wish;
import dev.bellows.source.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the façade offers: reads the files, opens a {@link Call}, and says what to do in it. */
public final class Engine {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final Settings settings;
    private final Listener listener;
    private final ClassLoader classLoader;

    /** An engine for one database. */
    public Engine(DataSource dataSource, Settings settings, Listener listener, ClassLoader classLoader) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.listener = listener;
        this.classLoader = classLoader;
    }

    private Build build() {
        return Sources.load(settings, classLoader);
    }

    private Call open(Build build) {
        return new Call(dataSource, settings, listener, build);
    }

    /** Applies what is pending. */
    public Report apply(Wish wish) {
        Build build = build();
        try (Call call = open(build)) {
            call.requireFit();
            if (call.nothingToDo(wish)) {
                return call.report();
            }
            // What no other runner can mend while we wait is refused at once.
            call.requireSound();
            call.require(build.refusals());
            if (!call.lock(() -> call.nothingToDoNow(wish))) {
                return call.report();
            }
            call.refresh();
            call.requireSound();
            Plan plan = call.plan(wish);
            call.require(plan.refusals());
            if (!plan.nothingToDo()) {
                call.createLedger();
                call.run(plan);
            }
            return call.report();
        }
    }

    /** What an apply would do now. */
    public Plan plan(Wish wish) {
        Build build = build();
        try (Call call = open(build)) {
            call.requireFit();
            call.refresh();
            call.requireSound();
            return call.plan(wish);
        }
    }

    /** Where the database stands. */
    public Status status() {
        Build build = build();
        try (Call call = open(build)) {
            call.requireSchema();
            call.refresh();
            Survey survey = call.survey();
            List<Refusal> damage = call.damage();
            Report report = call.report();
            return new Status(
                    report.database(),
                    report.ledger(),
                    report.position(),
                    report.head(),
                    survey.current(),
                    survey.rows(),
                    damage.isEmpty() ? survey.refusals() : damage,
                    report.notices(),
                    damage.isEmpty() ? survey.next() : damage.get(0).next());
        }
    }

    /** Checks that files and ledger agree and, unless pending ones are accepted, that all is current. */
    public Report validate(boolean pendingOk) {
        Build build = build();
        try (Call call = open(build)) {
            call.requireSchema();
            call.refresh();
            call.requireSound();
            Survey survey = call.survey();
            call.require(survey.refusals());
            if (!pendingOk && !survey.current()) {
                throw new NotInTimeException("the schema is not current; next: " + survey.next(), call.report());
            }
            return call.report();
        }
    }

    /** Waits until somebody else has made the schema current; a database that is not up yet is waited for too. */
    public Report awaitCurrent(Duration atMost) {
        Build build = build();
        long began = System.nanoTime();
        while (true) {
            BellowsException notYet;
            try (Call call = open(build)) {
                notYet = awaitIn(call, began, atMost);
                if (notYet == null) {
                    return call.report();
                }
            } catch (UnreachableException e) {
                notYet = e;
            }
            if (System.nanoTime() - began >= atMost.toNanos()) {
                throw notYet;
            }
            Pause.jittered(BETWEEN_LOOKS);
        }
    }

    private @Nullable BellowsException awaitIn(Call call, long began, Duration atMost) {
        while (true) {
            call.refreshIfMoved();
            call.requireSound();
            Survey survey = call.survey();
            List<Refusal> refusals = survey.refusals().stream()
                    .filter(refusal ->
                            !refusal.code().equals("edited") && !refusal.code().equals("missing"))
                    .toList();
            call.require(refusals);
            if (survey.current()) {
                return null;
            }
            if (System.nanoTime() - began >= atMost.toNanos()) {
                return new NotInTimeException(
                        "the schema did not become current within " + Messages.time(atMost)
                                + "; see who should apply it, and: bellows status",
                        call.report());
            }
            Pause.jittered(BETWEEN_LOOKS);
        }
    }

    /** Reverts the newest migrations, if the caller consents. */
    public Report down(DownPlanner.Target target, BiPredicate<Plan, Losses> consent) {
        Build build = build();
        try (Call call = open(build)) {
            call.takeOver();
            Plan plan = DownPlanner.down(build, settings, target, call.situation());
            call.require(plan.refusals());
            if (!plan.steps().isEmpty() && consent.test(plan, call.losses(plan))) {
                call.run(plan);
            }
            return call.report();
        }
    }

    /** Records that everything up to a version is there already. */
    public Report baseline(Version version) {
        Build build = build();
        try (Call call = open(build)) {
            call.takeOver();
            if (call.hasHistoryBeside(version)) {
                call.require(List.of(Refusal.of(
                        "baseline-too-late",
                        "the ledger records migrations already",
                        "see: bellows status; for a single one: bellows resolve V --as applied")));
            }
            call.createLedger();
            Set<String> owners = new TreeSet<>(Set.of(MigrationId.MAIN));
            build.migrations().forEach(migration -> owners.add(migration.owner()));
            // One entry each; a call that died between two of them is finished by the next one.
            call.entries().stream().filter(Entry::aboutMigration).forEach(entry -> owners.remove(entry.owner()));
            owners.forEach(owner -> call.record(Draft.about(EventKind.BASELINED, owner, version.toString())));
            return call.report();
        }
    }

    /** Records a person's decision. */
    public Report resolve(Resolution resolution) {
        Build build = build();
        try (Call call = open(build)) {
            call.takeOver();
            Resolving resolving = new Resolving(build, call.entries());
            try {
                @Nullable Refusal refusal = resolving.refusal(resolution);
                call.require(refusal == null ? List.of() : List.of(refusal));
                Draft draft = draft(resolution, resolving);
                call.createLedger();
                call.record(draft);
            } catch (UnreadableScriptException e) {
                call.require(List.of(e.refusal()));
            }
            return call.report();
        }
    }

    private static Draft draft(Resolution resolution, Resolving resolving) {
        @Nullable Migration migration = resolving.file(resolution);
        Draft draft = migration == null
                ? Draft.about(
                        EventKind.RESOLVED, resolution.owner(), resolution.id().key())
                : Draft.about(EventKind.RESOLVED, migration);
        @Nullable Script script = resolving.script(resolution);
        if (script != null) {
            int total = script.outline().statements();
            int done = resolution.done() >= 0
                    ? resolution.done()
                    : resolution.detail().equals("applied") ? total : 0;
            draft = draft.statements(done, total, done > 0 && done < total ? script.prefixChecksum(done) : null)
                    .direction(resolving.down(resolution));
        }
        return draft.detail(resolution.detail()).because(resolution.reason());
    }
}
