package dev.bellows.run;

import dev.bellows.gate.Declaration;
import dev.bellows.gate.Lease;
import dev.bellows.gate.Overtakings;
import dev.bellows.ledger.Draft;
import dev.bellows.ledger.GateTables;
import dev.bellows.model.Adoption;
import dev.bellows.model.AdoptionSource;
import dev.bellows.model.Build;
import dev.bellows.model.Contracts;
import dev.bellows.model.DownTarget;
import dev.bellows.model.GateView;
import dev.bellows.model.Kept;
import dev.bellows.model.Listener;
import dev.bellows.model.Losses;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Overtaking;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.Resolution;
import dev.bellows.model.Restoration;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.Settings;
import dev.bellows.model.Status;
import dev.bellows.model.UnfinishedCopy;
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
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the façade offers: reads the files, opens a {@link Reading}, and says what to do with it. */
public final class Engine {
    private final DataSource dataSource;
    private final Settings settings;
    private final Listener listener;
    private final @Nullable RestorePoints restorePoints;
    private final Supplier<ReadAhead> files;
    private final Applying applying = new Applying(this::call);

    /**
     * An engine for one database.
     *
     * @param restorePoints who makes them, and before what; null where nobody does
     * @param files begins to read what the application ships
     */
    public Engine(
            DataSource dataSource,
            Settings settings,
            Listener listener,
            @Nullable RestorePoints restorePoints,
            Supplier<ReadAhead> files) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.listener = oneAtATime(listener);
        this.restorePoints = restorePoints;
        this.files = files;
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

    /** How the sessions of an application with these settings declare what they ship. */
    public static String sessionName(Settings settings, ClassLoader classLoader) {
        @Nullable Version head = Sources.load(settings, classLoader, List.of()).head();
        return Declaration.sessionName(head == null ? null : head.toString(), settings.gate());
    }

    private Call call() {
        return new Call(dataSource, settings, new Hearing(listener), restorePoints, files.get());
    }

    /** Applies what is pending, and waits for gates as long as the wish says. */
    public Report apply(Wish wish) {
        return applying.untilOpen(wish);
    }

    /**
     * Applies expands, enters this instance, and then applies the contracts whose gates are open. A database that is built from
     * nothing has no gates.
     *
     * @param contracts whether contracts are any of its business, now and while the lease lasts
     * @throws RefusedException when a contract has overtaken this build; then it has applied nothing
     */
    public Lease applyAndEnter(Wish wish, Contracts contracts) {
        return new Starting(applying, this::call, listener).apply(wish, contracts);
    }

    /** Checks, as {@link #validate} does, and enters. */
    public Lease validateAndEnter(boolean pendingOk) {
        Report report = validate(pendingOk);
        return new Entering(call()).enter(() -> report, () -> {});
    }

    /** What an apply would do now. */
    public Plan plan(Wish wish) {
        Call call = call();
        try (Reading reading = new Reading(call)) {
            reading.requires().fit();
            reading.refresh();
            reading.requires().writable();
            Plan plan = new Pending(reading, call, wish).plan();
            if (!plan.nothingToDo()) {
                reading.requires().creatable();
            }
            return reading.asked(plan);
        }
    }

    /** Where the database stands. */
    public Status status() {
        Call call = call();
        try (Reading reading = new Reading(call)) {
            reading.requires().schema();
            reading.refresh();
            Survey survey = reading.survey();
            List<Refusal> unsound = reading.unsound();
            Report report = reading.report();
            GateViews gates = GateViews.where(unsound.isEmpty(), reading, call);
            return new Status(
                    report.database(),
                    report.ledger(),
                    report.position(),
                    report.head(),
                    survey.current(),
                    survey.rows(),
                    unsound.isEmpty() ? survey.refusals() : unsound,
                    Stream.of(
                                    report.notices().stream(),
                                    reading.copies().stream().map(LeftCopies::told),
                                    gates.notices().stream())
                            .flatMap(notices -> notices)
                            .toList(),
                    gates.gates(),
                    RestorePoint.newest(reading.state().entries()),
                    unsound.isEmpty()
                            ? gates.holdAll(reading, call) ? "bellows gate" : survey.next()
                            : unsound.get(0).next());
        }
    }

    /** Checks that files and ledger agree and, unless pending ones are accepted, that all is current. */
    public Report validate(boolean pendingOk) {
        try (Reading reading = new Reading(call())) {
            requireAgreement(reading);
            requireCurrent(reading, pendingOk, reading.report());
            return reading.report();
        }
    }

    /** Likewise, and that the checks of what is applied hold; they run whatever is pending. */
    public Report validateChecks(boolean pendingOk) {
        try (Reading reading = new Reading(call())) {
            requireAgreement(reading);
            Report report = new AppliedChecks(reading, settings.timeouts().statement()).run();
            requireCurrent(reading, pendingOk, report);
            return report;
        }
    }

    private static void requireAgreement(Reading reading) {
        reading.requires().schema();
        reading.refresh();
        reading.requires().sound();
        reading.require(reading.survey().refusals());
    }

    private static void requireCurrent(Reading reading, boolean pendingOk, Report report) {
        Survey survey = reading.survey();
        if (!pendingOk && !survey.current()) {
            throw new NotInTimeException("the schema is not current; next: " + survey.next(), report);
        }
    }

    /** What the gate of each pending contract sees now. */
    public List<GateView> gates() {
        Call call = call();
        try (Reading reading = new Reading(call)) {
            reading.requires().schema();
            reading.refresh();
            reading.requires().sound();
            return GateViews.all(reading, call);
        }
    }

    /**
     * The contracts that have overtaken a build: on this database it may not run any more.
     *
     * @param head the build's highest version, where that is all that is known of it; null for the build of the files
     */
    public List<Overtaking> overtaking(@Nullable Version head) {
        Call call = head == null
                ? call()
                : new Call(
                        dataSource,
                        settings,
                        new Hearing(listener),
                        null,
                        ReadAhead.known(new Build(List.of(), List.of())));
        try (Reading reading = new Reading(call)) {
            reading.requires().schema();
            reading.refresh();
            if (!reading.state().exists()) {
                return List.of();
            }
            GateTables tables = reading.tables().gate();
            List<String> ships = Entering.ships(call.build(), reading.survey().excused());
            return reading.asking(() -> head == null
                    ? Overtakings.of(reading.session().connection(), tables, ships)
                    : Overtakings.of(reading.session().connection(), tables, head));
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
            Build build = RestoringDowns.in(call.build(), reading);
            Plan pure = DownPlanner.down(build, settings, target, reading.situation());
            reading.require(WhyNoDown.told(pure.refusals(), build, reading));
            Plan plan = reading.asked(Foresight.in(pure, build, settings, reading.situation()));
            reading.require(plan.refusals());
            Plan told = plan.asked(plan.steps(), RestoringDowns.backAlready(plan, reading));
            // Before the question: whoever answers has to know it.
            told.notices().forEach(text -> call.listener().on(new Progress.Notice(text)));
            if (told.steps().isEmpty() || !consent.test(told, ours.losses(told))) {
                return reading.report();
            }
            return ours.run(told, null);
        }
    }

    /**
     * Records that everything up to a version is there already.
     *
     * @param reason why; may be empty
     */
    public Report baseline(Version version, String reason) {
        return new Baseline(call(), version).record(reason);
    }

    /** What another tool has applied, and would be adopted. */
    public Adoption tryAdopt(AdoptionSource from) {
        return new Adopting(call(), from).look();
    }

    /** Adopts it. */
    public Adoption adopt(AdoptionSource from) {
        return new Adopting(call(), from).adopt();
    }

    /** What waits in quarantine, the newest first. */
    public List<Kept> quarantined() {
        return new QuarantineCalls(call()).waiting();
    }

    /** What is being copied in batches, the oldest first. */
    public List<UnfinishedCopy> copying() {
        return new QuarantineCalls(call()).copying();
    }

    /**
     * Brings something back from quarantine.
     *
     * @param what its name there, the table or column, or the version that dropped it
     * @param consent given what would come back; without it nothing does
     */
    public List<Restoration> restore(String what, Predicate<List<Restoration>> consent) {
        return new QuarantineCalls(call()).restore(what, consent);
    }

    /**
     * Throws away for good what has waited for longer than a time.
     *
     * @param consent given what would go; without it nothing does
     */
    public List<Kept> purge(Duration olderThan, Predicate<List<Kept>> consent) {
        return new PurgeCalls(call()).purge(olderThan, consent);
    }

    /** What would go. */
    public List<Kept> tryPurge(Duration olderThan) {
        return new PurgeCalls(call()).tryPurge(olderThan);
    }

    /** Likewise something by its name. */
    public List<Kept> purge(String what, Predicate<List<Kept>> consent) {
        return new PurgeCalls(call()).purge(what, consent);
    }

    /** Likewise. */
    public List<Kept> tryPurge(String what) {
        return new PurgeCalls(call()).tryPurge(what);
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
