package dev.bellows;

import dev.bellows.code.CodeMigration;
import dev.bellows.code.CodeMigrations;
import dev.bellows.gate.Lease;
import dev.bellows.model.Adoption;
import dev.bellows.model.AdoptionSource;
import dev.bellows.model.Build;
import dev.bellows.model.Contracts;
import dev.bellows.model.DownTarget;
import dev.bellows.model.GateSettings;
import dev.bellows.model.GateView;
import dev.bellows.model.Kept;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Listener;
import dev.bellows.model.Location;
import dev.bellows.model.Losses;
import dev.bellows.model.Migration;
import dev.bellows.model.Overtaking;
import dev.bellows.model.OwnerSettings;
import dev.bellows.model.Phases;
import dev.bellows.model.Report;
import dev.bellows.model.Resolution;
import dev.bellows.model.Restoration;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.Settings;
import dev.bellows.model.SettingsBuilder;
import dev.bellows.model.Status;
import dev.bellows.model.Throttle;
import dev.bellows.model.UnfinishedCopy;
import dev.bellows.model.Version;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Wish;
import dev.bellows.run.Engine;
import dev.bellows.run.ReadAhead;
import dev.bellows.source.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Migrates a PostgreSQL database.
 *
 * <pre>{@code
 * Report report = Bellows.on(dataSource)
 *         .migrations("classpath:db/migrations")
 *         .release("1.4.0")
 *         .apply();
 * }</pre>
 *
 * <p>Immutable: each setting returns a changed copy. Each call borrows one connection and gives it back as it was. However
 * many instances start together, each migration is applied once; a call that finds nothing to do takes no lock. Every
 * method that talks to the database throws a {@link dev.bellows.model.BellowsException} when it cannot do its work.
 *
 * <p>Interrupting the thread that called cancels what it does. The running statement is cancelled on the server and its
 * transaction undone; the step is recorded as failed with SQLSTATE 57014 and how far it got, also when it was pausing between
 * two tries; the lock is released and the connection given back as it was. An {@link
 * dev.bellows.model.InterruptedRunException} then carries the report: what was applied before, and the failure. Between two
 * migrations, or while waiting for the lock, nothing was begun, and nothing is recorded. A COMMIT is never cancelled: an
 * interrupt that comes too late to stop anything changes no result. In every case the thread's interrupt flag is set when the
 * call ends. Under a virtual thread an interrupt closes the driver's socket instead: the database undoes what was running, and
 * the exception says that the connection was lost.
 */
public final class Bellows {
    private static final Version ABOVE_ALL = Version.of("9".repeat(100));

    private final DataSource dataSource;
    private final Settings settings;
    private final Wish wish;
    private final Listener listener;
    private final ClassLoader classLoader;
    private final List<CodeMigration> code;
    private final boolean discoversCode;
    private final Contracts contracts;
    private final @Nullable RestorePoints restorePoints;

    private Bellows(
            DataSource dataSource,
            Settings settings,
            Wish wish,
            Listener listener,
            ClassLoader classLoader,
            List<CodeMigration> code,
            boolean discoversCode,
            Contracts contracts,
            @Nullable RestorePoints restorePoints) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.wish = wish;
        this.listener = listener;
        this.classLoader = classLoader;
        this.code = List.copyOf(code);
        this.discoversCode = discoversCode;
        this.contracts = contracts;
        this.restorePoints = restorePoints;
    }

    /** Works on the database that this data source connects to. */
    public static Bellows on(DataSource dataSource) {
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        return new Bellows(
                dataSource,
                Settings.DEFAULT,
                Wish.ALL,
                Listener.SILENT,
                context == null ? Bellows.class.getClassLoader() : context,
                List.of(),
                false,
                Contracts.WHEN_SAFE,
                null);
    }

    /**
     * Takes all settings at once, in place of whatever was said of them before: call it first. To change some of them, use
     * the other methods, or {@code Settings.DEFAULT.change()}.
     */
    public Bellows settings(Settings all) {
        return new Bellows(dataSource, all, wish, listener, classLoader, code, discoversCode, contracts, restorePoints);
    }

    /**
     * What the sessions of an application's pool should be called, such as {@code 0042@api}: set it as the driver's {@code
     * ApplicationName} before the pool is made. Then a gate knows which build each session is of, whatever the lease says.
     *
     * @param places of the migrations that the application ships, as in {@link #migrations(String)}
     * @throws dev.bellows.model.ConfigurationException when a place cannot be read
     */
    public static String sessionName(String application, String... places) {
        Settings settings = Settings.DEFAULT
                .change()
                .migrations(Stream.of(places).map(Location::of).toList())
                .gate(GateSettings.DEFAULT.of(application))
                .build();
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Engine.sessionName(settings, context == null ? Bellows.class.getClassLoader() : context);
    }

    private Bellows change(UnaryOperator<SettingsBuilder> change) {
        return settings(change.apply(settings.change()).build());
    }

    /** Adds a place of migrations: a folder's path, or {@code classpath:} and a resource folder. */
    public Bellows migrations(String place) {
        return migrations(Location.of(place));
    }

    /** Adds a place of migrations with an owner. */
    public Bellows migrations(Location location) {
        List<Location> places = new ArrayList<>(settings.migrations());
        places.add(location);
        return change(to -> to.migrations(places));
    }

    /** The deploy's label, for the ledger. */
    public Bellows release(String label) {
        return change(to -> to.release(label));
    }

    /** The schema where migrations run and the ledger lives; by default the session's current one. */
    public Bellows schema(String name) {
        return change(to -> to.schema(name));
    }

    /** Another ledger: {@code TABLE} or {@code SCHEMA.TABLE}. */
    public Bellows ledger(String name) {
        return change(to -> to.ledger(LedgerName.parse(name)));
    }

    /** Everything of {@code main} below this version is history: known, never reported, never refused. */
    public Bellows enforceFrom(String version) {
        return change(to -> to.enforceFrom(Version.of(version)));
    }

    /** What only the migrations of one owner go by. */
    public Bellows owner(String name, OwnerSettings own) {
        return change(to -> to.owner(name, own));
    }

    /** Whether a pending version below the highest applied one runs; by default it is refused. */
    public Bellows outOfOrder(boolean allowed) {
        return change(to -> to.outOfOrder(allowed));
    }

    /**
     * Lets migrations run that break running code and are not tagged as contracts; the ledger keeps the reason. By default
     * they are refused.
     */
    public Bellows allowUntagged(String reason) {
        return change(to -> to.allowUntagged(reason));
    }

    /** Which phases {@link #apply()} and {@link #plan()} include; by default all. */
    public Bellows phases(Phases phases) {
        return with(wish.only(phases));
    }

    /** The last version that {@link #apply()} and {@link #plan()} include; by default the last there is. */
    public Bellows to(String version) {
        return with(wish.upTo(Version.of(version)));
    }

    /** Who hears what happens. */
    public Bellows listener(Listener hears) {
        return new Bellows(
                dataSource, settings, wish, hears, classLoader, code, discoversCode, contracts, restorePoints);
    }

    /** Where {@code classpath:} places and {@link #discoverCode()} look; by default the thread's context class loader. */
    public Bellows classLoader(ClassLoader loader) {
        return new Bellows(dataSource, settings, wish, listener, loader, code, discoversCode, contracts, restorePoints);
    }

    /** Adds migrations written in Java; they run among the files, by version. */
    public Bellows code(CodeMigration... migrations) {
        List<CodeMigration> all = new ArrayList<>(code);
        all.addAll(List.of(migrations));
        return new Bellows(
                dataSource, settings, wish, listener, classLoader, all, discoversCode, contracts, restorePoints);
    }

    /** Adds the migrations written in Java that {@link java.util.ServiceLoader} finds with the class loader. */
    public Bellows discoverCode() {
        return new Bellows(dataSource, settings, wish, listener, classLoader, code, true, contracts, restorePoints);
    }

    private Bellows with(Wish other) {
        return new Bellows(
                dataSource, settings, other, listener, classLoader, code, discoversCode, contracts, restorePoints);
    }

    private Engine engine() {
        return new Engine(dataSource, settings, listener, restorePoints, this::reading);
    }

    /** What is shipped, as it is now. */
    Build build() {
        return Sources.load(settings, classLoader, inCode());
    }

    /** Likewise, while the caller does something else; what is written in Java is made by the caller's own thread. */
    private ReadAhead reading() {
        List<Migration> inCode = inCode();
        return ReadAhead.begin(() -> Sources.load(settings, classLoader, inCode));
    }

    private List<Migration> inCode() {
        Stream<CodeMigration> discovered = discoversCode ? CodeMigrations.discover(classLoader).stream() : Stream.of();
        return Stream.concat(code.stream(), discovered).map(CodeMigrations::of).toList();
    }

    /** Applies what is shipped to another database, or to another schema of it. */
    Report apply(Build build, Fleet.Member member, Listener hears, @Nullable RestorePoints points) {
        return engine(build, member, hears, points).apply(wish);
    }

    /** Likewise only says what would run. */
    Plan plan(Build build, Fleet.Member member, @Nullable RestorePoints points) {
        return engine(build, member, Listener.SILENT, points).plan(wish);
    }

    /** Likewise where one of many stands. */
    Status status(Build build, Fleet.Member member) {
        return engine(build, member, Listener.SILENT, null).status();
    }

    private Engine engine(Build build, Fleet.Member member, Listener hears, @Nullable RestorePoints points) {
        Settings there = member.schema() == null
                ? settings
                : settings.change().schema(member.schema()).build();
        return new Engine(
                member.dataSource(),
                there,
                hears,
                points == null ? restorePoints : points,
                () -> ReadAhead.known(build));
    }

    /** What this application is called in its lease; by default {@code main}. */
    public Bellows application(String name) {
        return change(to -> to.gate(settings.gate().of(name)));
    }

    /** What a contract must pass, and what leases look like; {@link #application} afterwards names the application. */
    public Bellows gate(GateSettings gate) {
        return change(to -> to.gate(gate));
    }

    /** What a copy of a big column, in batches, leaves to others; by default it waits for standbys, and does not pause. */
    public Bellows throttle(Throttle throttle) {
        return change(to -> to.throttle(throttle));
    }

    /** What {@link #apply()} does about contracts, at once and while the lease lasts; by default it runs them when it is safe. */
    public Bellows contracts(Contracts when) {
        return new Bellows(dataSource, settings, wish, listener, classLoader, code, discoversCode, when, restorePoints);
    }

    /**
     * Makes something to go back to before a contract, or before anything: a dump, a snapshot. Where none can be made, nothing runs.
     * The ledger keeps what it is called. By default nobody makes any.
     */
    public Bellows restorePoints(RestorePoints points) {
        return new Bellows(dataSource, settings, wish, listener, classLoader, code, discoversCode, contracts, points);
    }

    /** How long {@link #applyWithoutLease()} waits until the gates of contracts open; by default it does not wait. */
    public Bellows waitForGate(Duration atMost) {
        return with(wish.waitingForGate(atMost));
    }

    /**
     * Says that nothing old lives where the database cannot tell. It never outvotes an instance that says itself that it is
     * old. The ledger keeps the reason.
     */
    public Bellows attest(String reason) {
        return with(wish.attesting(reason));
    }

    /** A contract that stays held is an error: {@link dev.bellows.model.HeldException}. */
    public Bellows requireAll() {
        return with(wish.requiringAll());
    }

    /**
     * For an application at its start: applies what is pending and takes a lease. From then on, until the lease is closed, no
     * contract runs that this build could not live with. The instance serves nothing before this returns.
     *
     * @return the lease, with the report of what ran
     * @throws dev.bellows.model.RefusedException also when a contract has overtaken this build
     */
    public Lease apply() {
        return engine().applyAndEnter(wish, contracts);
    }

    /** For a tool, or a job that runs before a deploy: applies what is pending; the report says what ran. */
    public Report applyWithoutLease() {
        return engine().apply(wish);
    }

    /**
     * What {@link #apply()} would run now. Does not take Bellows's lock and changes nothing; only where an index that broke
     * may be that of a statement which leaves the name to PostgreSQL, it is compared with one on an empty temporary table, in
     * a transaction that is rolled back.
     */
    public Plan plan() {
        return engine().plan(wish);
    }

    /** What the gate of each pending contract sees now. */
    public List<GateView> gates() {
        return engine().gates();
    }

    /** The contracts that have overtaken this build: none if it may run on this database. */
    public List<Overtaking> overtaking() {
        return engine().overtaking(null);
    }

    /** Likewise for a build of which only the highest version is known; it is taken to ship every one up to that. */
    public List<Overtaking> overtaking(String head) {
        return engine().overtaking(Version.of(head));
    }

    /** Where the database stands. */
    public Status status() {
        return engine().status();
    }

    /**
     * For an application at its start whose migrations somebody else applies: checks that files and ledger agree and that the
     * schema is current, runs nothing, and takes a lease as {@link #apply()} does.
     *
     * @throws dev.bellows.model.RefusedException when they disagree, or a contract has overtaken this build
     * @throws dev.bellows.model.NotInTimeException when it is not current
     */
    public Lease validate() {
        return engine().validateAndEnter(false);
    }

    /** Like {@link #validate()}, without a lease. */
    public Report validateWithoutLease() {
        return engine().validate(false);
    }

    /** Like {@link #validateWithoutLease()}, but pending migrations are no error. */
    public Report validatePendingOk() {
        return engine().validate(true);
    }

    /**
     * Like {@link #validateWithoutLease()}, and runs the checks of all applied migrations again, each query in a transaction of
     * its own that only reads. The report says of each whether it holds.
     *
     * @param pendingOk whether pending migrations are no error
     * @throws dev.bellows.model.StatementFailedException when one does not hold, once all have run
     */
    public Report validateChecks(boolean pendingOk) {
        return engine().validateChecks(pendingOk);
    }

    /**
     * Waits until the schema is current, applied by somebody else.
     *
     * @throws dev.bellows.model.NotInTimeException when it is not current in time
     */
    public Report awaitCurrent(Duration atMost) {
        return engine().awaitCurrent(atMost);
    }

    /**
     * Reverts the newest migrations.
     *
     * @param consent asked once, before anything runs, with the plan and what it would destroy; false ends the call with
     *     nothing done
     */
    public Report down(DownTarget target, BiPredicate<Plan, Losses> consent) {
        return engine().down(target, consent);
    }

    /** Records that everything up to this version is in the database already. */
    public Report baseline(String version) {
        return baseline(version, "");
    }

    /** Likewise, with the reason that the ledger keeps. */
    public Report baseline(String version, String reason) {
        return engine().baseline(Version.of(version), reason);
    }

    /**
     * Takes over what another tool has applied: each migration of its that has a file here gets an entry, all of them in one
     * transaction. The tool's table is only read. What the table knows already, or the ledger, is left as it is, so a second
     * call does nothing.
     *
     * @throws dev.bellows.model.ConfigurationException when there is no such tool
     * @throws dev.bellows.model.RefusedException when its table cannot be read, calls a migration unfinished, or has another
     *     checksum than a file; nothing was written then
     */
    public Adoption adopt(AdoptionSource from) {
        return adopting().adopt(from);
    }

    /** What {@link #adopt} would write, and why it would not: {@link Adoption#refusals()}. */
    public Adoption tryAdopt(AdoptionSource from) {
        return adopting().tryAdopt(from);
    }

    /** What ran once need not be anything that this engine could run: so all is read as history. */
    private Engine adopting() {
        Settings all = settings.change().enforceFrom(ABOVE_ALL).build();
        return new Engine(
                dataSource, settings, listener, null, () -> settings(all).reading());
    }

    /** Records a person's decision about a migration. */
    public Report resolve(Resolution resolution) {
        return engine().resolve(resolution);
    }

    /** What was dropped and waits in quarantine, the newest first. */
    public List<Kept> quarantined() {
        return engine().quarantined();
    }

    /**
     * The big columns that are being copied in batches so that a migration may drop them, also where a run ended before the
     * copy was whole; the oldest first. {@link #purge(String)} gives one up.
     */
    public List<UnfinishedCopy> copying() {
        return engine().copying();
    }

    /**
     * Brings something back from quarantine, in a transaction with its entry.
     *
     * @param what its name there ({@code bellows_q_41}), the table or column ({@code orders}, {@code shop.orders.note}), or the
     *     version that dropped it, for all that it dropped
     * @return what came back, with what did not come with it
     * @throws dev.bellows.model.RefusedException when nothing like that waits, or something stands in its place
     */
    public List<Restoration> restore(String what) {
        return restore(what, tried -> true);
    }

    /**
     * Likewise, if the caller consents once it is done: until he has answered, the transaction keeps its locks and nobody else
     * migrates. The server ends it when that takes longer than 30 seconds.
     *
     * @param consent given what has come back and what not; without it everything is undone
     * @return without consent what would have come back
     * @throws dev.bellows.model.NotInTimeException when there was no answer in time; nothing was changed then
     */
    public List<Restoration> restore(String what, Predicate<List<Restoration>> consent) {
        return engine().restore(what, consent);
    }

    /** Says what {@link #restore} would bring back and what not: it is done and undone. */
    public List<Restoration> tryRestore(String what) {
        return restore(what, tried -> false);
    }

    /** Throws away for good what has waited in quarantine for longer than this, by the server's clock. */
    public List<Kept> purge(Duration olderThan) {
        return purge(olderThan, kept -> true);
    }

    /**
     * Likewise, once the caller has consented; not asked where nothing is old enough.
     *
     * @param consent given what would go
     * @return without consent what would have gone
     */
    public List<Kept> purge(Duration olderThan, Predicate<List<Kept>> consent) {
        return engine().purge(olderThan, consent);
    }

    /** What {@link #purge} would throw away. */
    public List<Kept> tryPurge(Duration olderThan) {
        return engine().tryPurge(olderThan);
    }

    /**
     * Throws something away for good however long it has waited: by its name in the quarantine, its table or column, or the
     * version that dropped it.
     */
    public List<Kept> purge(String what) {
        return purge(what, kept -> true);
    }

    /** Likewise, once the caller has consented. */
    public List<Kept> purge(String what, Predicate<List<Kept>> consent) {
        return engine().purge(what, consent);
    }

    /** What {@link #purge(String)} would throw away. */
    public List<Kept> tryPurge(String what) {
        return engine().tryPurge(what);
    }
}
