package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.DownTarget;
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
import dev.bellows.model.Settings;
import dev.bellows.model.Status;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import dev.bellows.plan.DownPlanner;
import dev.bellows.plan.Foresight;
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

/** What the façade offers: reads the files, opens a {@link Reading}, and says what to do with it. */
public final class Engine {
    private final DataSource dataSource;
    private final Settings settings;
    private final Listener listener;
    private final ClassLoader classLoader;
    private final List<Migration> inCode;

    /**
     * An engine for one database.
     *
     * @param inCode migrations that are no files
     */
    public Engine(
            DataSource dataSource,
            Settings settings,
            Listener listener,
            ClassLoader classLoader,
            List<Migration> inCode) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.listener = oneAtATime(listener);
        this.classLoader = classLoader;
        this.inCode = List.copyOf(inCode);
    }

    /** While a statement runs, its watcher tells of it. */
    private static Listener oneAtATime(Listener listener) {
        Object turn = new Object();
        return progress -> {
            synchronized (turn) {
                listener.on(progress);
            }
        };
    }

    private Call call() {
        return new Call(dataSource, settings, listener, Sources.load(settings, classLoader, inCode));
    }

    /** Applies what is pending. */
    public Report apply(Wish wish) {
        Call call = call();
        try (Reading reading = new Reading(call)) {
            reading.requireFit();
            if (reading.nothingToDo(wish)) {
                return reading.report();
            }
            // What no other runner can mend while we wait is refused at once.
            reading.requireSound();
            reading.require(call.build().refusals());
            try (@Nullable UnderLock ours = UnderLock.unless(() -> reading.nothingToDoNow(wish), call, reading)) {
                return ours == null ? reading.report() : apply(wish, reading, ours);
            }
        }
    }

    private static Report apply(Wish wish, Reading reading, UnderLock ours) {
        Plan plan = reading.plan(wish);
        reading.require(plan.refusals());
        if (plan.nothingToDo()) {
            return reading.report();
        }
        return ours.run(reading.asked(plan));
    }

    /** What an apply would do now. */
    public Plan plan(Wish wish) {
        try (Reading reading = new Reading(call())) {
            reading.requireFit();
            reading.refresh();
            reading.requireSound();
            Plan plan = reading.plan(wish);
            if (!plan.nothingToDo()) {
                reading.requireCreatable();
            }
            return reading.asked(plan);
        }
    }

    /** Where the database stands. */
    public Status status() {
        try (Reading reading = new Reading(call())) {
            reading.requireSchema();
            reading.refresh();
            Survey survey = reading.survey();
            List<Refusal> damage = reading.damage();
            Report report = reading.report();
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
        try (Reading reading = new Reading(call())) {
            reading.requireSchema();
            reading.refresh();
            reading.requireSound();
            Survey survey = reading.survey();
            reading.require(survey.refusals());
            if (!pendingOk && !survey.current()) {
                throw new NotInTimeException("the schema is not current; next: " + survey.next(), reading.report());
            }
            return reading.report();
        }
    }

    /** Waits until somebody else has made the schema current; a database that is not up yet is waited for too. */
    public Report awaitCurrent(Duration atMost) {
        return new Awaiting(call(), atMost).current();
    }

    /** Reverts the newest migrations, if the caller consents. */
    public Report down(DownTarget target, BiPredicate<Plan, Losses> consent) {
        Call call = call();
        try (Reading reading = new Reading(call);
                UnderLock ours = UnderLock.of(call, reading)) {
            Plan pure = DownPlanner.down(call.build(), settings, target, reading.situation());
            reading.require(pure.refusals());
            Plan plan = reading.asked(Foresight.in(pure, call.build(), settings, reading.situation()));
            return !plan.steps().isEmpty() && consent.test(plan, ours.losses(plan)) ? ours.run(plan) : reading.report();
        }
    }

    /**
     * Records that everything up to a version is there already.
     *
     * @param reason why; may be empty
     */
    public Report baseline(Version version, String reason) {
        Call call = call();
        try (Reading reading = new Reading(call);
                UnderLock ours = UnderLock.of(call, reading)) {
            if (reading.hasHistoryBeside(version)) {
                reading.require(List.of(Refusal.of(
                        "baseline-too-late",
                        "the ledger records migrations already",
                        "see: bellows status; for a single one: bellows resolve V --as applied")));
            }
            @Nullable Version head = call.build().head();
            if (head != null && version.compareTo(head) > 0) {
                reading.require(List.of(Refusal.of(
                        "above-all-files",
                        "no file has a version as high as " + version
                                + ": files up to it would count as applied before they are" + " written",
                        "the highest there is: bellows baseline " + head)));
            }
            ours.createLedger();
            Set<String> owners = new TreeSet<>(Set.of(MigrationId.MAIN));
            call.build().migrations().forEach(migration -> owners.add(migration.owner()));
            // One entry each; a call that died between two of them is finished by the next one.
            reading.state().entries().stream()
                    .filter(Entry::aboutMigration)
                    .forEach(entry -> owners.remove(entry.owner()));
            for (String owner : owners) {
                Draft draft = Draft.about(EventKind.BASELINED, owner, version.toString());
                ours.record(reason.isBlank() ? draft : draft.because(reason));
            }
            return reading.report();
        }
    }

    /** Records a person's decision. */
    public Report resolve(Resolution resolution) {
        Call call = call();
        try (Reading reading = new Reading(call);
                UnderLock ours = UnderLock.of(call, reading)) {
            Resolving resolving = new Resolving(call.build(), reading.state().entries());
            try {
                @Nullable Refusal refusal = resolving.refusal(resolution);
                reading.require(refusal == null ? List.of() : List.of(refusal));
                Draft draft = Drafts.resolved(resolution, resolving);
                ours.createLedger();
                ours.record(draft);
            } catch (UnreadableScriptException e) {
                reading.require(List.of(e.refusal()));
            }
            return reading.report();
        }
    }
}
