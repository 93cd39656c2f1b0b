package dev.bellows;

import dev.bellows.code.CodeMigration;
import dev.bellows.code.CodeMigrations;
import dev.bellows.model.DownTarget;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Listener;
import dev.bellows.model.Location;
import dev.bellows.model.Losses;
import dev.bellows.model.Migration;
import dev.bellows.model.Phases;
import dev.bellows.model.Report;
import dev.bellows.model.Resolution;
import dev.bellows.model.Settings;
import dev.bellows.model.SettingsBuilder;
import dev.bellows.model.Status;
import dev.bellows.model.Version;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Wish;
import dev.bellows.run.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
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
    private final DataSource dataSource;
    private final Settings settings;
    private final Wish wish;
    private final Listener listener;
    private final ClassLoader classLoader;
    private final List<CodeMigration> code;
    private final boolean discoversCode;

    private Bellows(
            DataSource dataSource,
            Settings settings,
            Wish wish,
            Listener listener,
            ClassLoader classLoader,
            List<CodeMigration> code,
            boolean discoversCode) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.wish = wish;
        this.listener = listener;
        this.classLoader = classLoader;
        this.code = List.copyOf(code);
        this.discoversCode = discoversCode;
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
                false);
    }

    /**
     * Takes all settings at once, in place of whatever was said of them before: call it first. To change some of them, use
     * the other methods, or {@code Settings.DEFAULT.change()}.
     */
    public Bellows settings(Settings all) {
        return new Bellows(dataSource, all, wish, listener, classLoader, code, discoversCode);
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

    /** Everything below this version is history: known, never reported, never refused. */
    public Bellows enforceFrom(String version) {
        return change(to -> to.enforceFrom(Version.of(version)));
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
        return with(new Wish(phases, wish.to()));
    }

    /** The last version that {@link #apply()} and {@link #plan()} include; by default the last there is. */
    public Bellows to(String version) {
        return with(new Wish(wish.phases(), Version.of(version)));
    }

    /** Who hears what happens. */
    public Bellows listener(Listener hears) {
        return new Bellows(dataSource, settings, wish, hears, classLoader, code, discoversCode);
    }

    /** Where {@code classpath:} places and {@link #discoverCode()} look; by default the thread's context class loader. */
    public Bellows classLoader(ClassLoader loader) {
        return new Bellows(dataSource, settings, wish, listener, loader, code, discoversCode);
    }

    /** Adds migrations written in Java; they run among the files, by version. */
    public Bellows code(CodeMigration... migrations) {
        List<CodeMigration> all = new ArrayList<>(code);
        all.addAll(List.of(migrations));
        return new Bellows(dataSource, settings, wish, listener, classLoader, all, discoversCode);
    }

    /** Adds the migrations written in Java that {@link java.util.ServiceLoader} finds with the class loader. */
    public Bellows discoverCode() {
        return new Bellows(dataSource, settings, wish, listener, classLoader, code, true);
    }

    private Bellows with(Wish other) {
        return new Bellows(dataSource, settings, other, listener, classLoader, code, discoversCode);
    }

    private Engine engine() {
        Stream<CodeMigration> discovered = discoversCode ? CodeMigrations.discover(classLoader).stream() : Stream.of();
        List<Migration> inCode =
                Stream.concat(code.stream(), discovered).map(CodeMigrations::of).toList();
        return new Engine(dataSource, settings, listener, classLoader, inCode);
    }

    /** Applies what is pending; the report says what ran. */
    public Report apply() {
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

    /** Where the database stands. */
    public Status status() {
        return engine().status();
    }

    /**
     * Checks that files and ledger agree and that the schema is current; runs nothing.
     *
     * @throws dev.bellows.model.RefusedException when they disagree
     * @throws dev.bellows.model.NotInTimeException when it is not current
     */
    public Report validate() {
        return engine().validate(false);
    }

    /** Like {@link #validate()}, but pending migrations are no error. */
    public Report validatePendingOk() {
        return engine().validate(true);
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

    /** Records a person's decision about a migration. */
    public Report resolve(Resolution resolution) {
        return engine().resolve(resolution);
    }
}
