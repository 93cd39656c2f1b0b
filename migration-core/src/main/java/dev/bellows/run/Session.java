package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.sql.StatementText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;

/**
 * The one connection of a call, with every setting known. What a migration changes is put back by {@link #resetSql()};
 * what we changed is put back by {@link #close()}, so that a pool gets its connection as it gave it.
 */
final class Session implements AutoCloseable {
    /** In milliseconds. */
    private static final int GIVE_BACK_WITHIN = 5000;

    private final Connection connection;
    private final Settings settings;
    private final Borrowed borrowed;
    private final boolean lent;
    private final Lender lender;
    private final Duration deadlockTimeout;
    private SessionSettings own;
    private final CustomSettings customSettings;
    private final ServerInfo server;
    private final Interrupts interrupts;
    private final @Nullable Silence silence;
    private boolean broken;
    private boolean swept = true;
    private boolean untouched = true;

    private Session(Connection connection, DataSource dataSource, Settings settings, Supplier<Report> known)
            throws SQLException {
        this.connection = connection;
        this.settings = settings;
        this.borrowed = Borrowed.of(connection);
        this.customSettings = new CustomSettings(connection);
        try {
            PGConnection driver = connection.unwrap(PGConnection.class);
            driver.setAutosave(AutoSave.NEVER);
            connection.setNetworkTimeout(Runnable::run, 0);
            this.own = SessionSettings.of(settings, connection.getMetaData().getDatabaseMajorVersion());
            @Nullable Opening opening = Opening.of(connection, own, driver.getBackendPID());
            Lender found = opening == null ? Lender.of(connection) : opening.lender();
            this.deadlockTimeout = found.deadlockTimeout();
            this.own = own.withDeadlocks(found.mayLookForDeadlocks());
            this.lent = PoolerProbe.lendsBackends(connection, found.pid(), driver.getBackendPID(), dataSource, known);
            // Whatever we set in a lent backend would be set for whoever gets it next; reading needs no settings.
            this.lender = lent ? Lender.UNTOUCHED : found;
            if (!lent && (opening == null || !opening.set())) {
                setOwn();
                opening = null;
            }
            this.server = opening == null ? ServerInfo.of(connection, settings) : opening.server();
            this.interrupts = Interrupts.of(driver);
            this.silence = lent ? null : Silence.of(connection, serversWord(dataSource));
        } catch (SQLException | RuntimeException e) {
            // Half set up is nothing to give back: nobody may use this connection again.
            Closing.abort(connection);
            throw e;
        }
    }

    /**
     * Opens a session.
     *
     * @param known for exceptions: what is known without a session
     * @throws dev.bellows.model.UnreachableException when the database cannot be reached
     * @throws dev.bellows.model.RefusedException when it is no place for migrations
     * @throws InterruptedRunException when the calling thread is interrupted; a pool would not lend it anything
     */
    static Session open(DataSource dataSource, Settings settings, Supplier<Report> known) {
        @Nullable Connection connection = null;
        try {
            if (Interrupts.pending()) {
                throw Interrupts.error();
            }
            connection = dataSource.getConnection();
            return new Session(connection, dataSource, settings, known);
        } catch (SQLException e) {
            Closing.quietly(connection);
            if (Interrupts.pending()) {
                throw new InterruptedRunException(
                        "interrupted before anything was run; next: run again", known.get(), e);
            }
            throw Diagnosis.noSession(e, settings, known.get());
        } catch (RuntimeException e) {
            Closing.quietly(connection);
            throw e;
        }
    }

    private ServersWord serversWord(DataSource dataSource) throws SQLException {
        return new ServersWord(
                dataSource,
                server.pid(),
                connection.unwrap(PgConnection.class).getQueryExecutor().getHostSpec());
    }

    /** Why the connection is lost, in words: ours where we cut it, else those of the error that told. */
    String lostBecause(SQLException error) {
        @Nullable String verdict = silence == null ? null : silence.verdict();
        return verdict == null ? Messages.withoutFullStop(Messages.firstLine(error.getMessage())) : verdict;
    }

    private void setOwn() throws SQLException {
        connection.setReadOnly(false);
        if (!accepts(own.sql())) {
            // Not every platform can look for clients that are gone: then all of it is sent again without.
            own = own.withConnectionChecks(accepts("SET client_connection_check_interval = '5s'"));
            execute(own.sql());
        }
    }

    /** Whether the server takes settings of which some platforms refuse one; a session that broke fails. */
    private boolean accepts(String sql) throws SQLException {
        try {
            execute(sql);
            return true;
        } catch (SQLException e) {
            if (alive()) {
                return false;
            }
            throw e;
        }
    }

    /** Puts role and settings to what they are between migrations; may run inside a transaction. */
    String resetSql() {
        untouched = false;
        StringBuilder sql = new StringBuilder(lender.restoreSql(settings.role()) + "; " + own.sql());
        customSettings.addRestoreSql(sql);
        return sql.toString();
    }

    /** That nothing ends the session while it works, to be appended. */
    String endlessSql() {
        return own.endlessSql();
    }

    /** Says in the application name what runs; waiting runners read it. */
    static String namedSql(String what) {
        return "SELECT pg_catalog.set_config('application_name', " + Sql.literal(applicationName(what)) + ", false)";
    }

    /** The application name while something runs; waiting runners read it. PostgreSQL cuts it at 63 bytes. */
    static String applicationName(String what) {
        String host = Host.name();
        String name = "bellows " + what + " @ " + host;
        return name.length() <= 63 ? name : name.substring(0, 63);
    }

    /**
     * Refuses a database that cannot be migrated, before anything was changed in it.
     *
     * @throws dev.bellows.model.RefusedException when it is behind a transaction pooler, a standby, read-only, too old, or
     *     lacks the schema
     */
    void requireFit(Supplier<Report> known) {
        Fitness.require(server, lent, settings, known);
    }

    /** A migration ran that may leave something in the session beside settings. */
    void used() {
        swept = false;
    }

    /**
     * Ends what a migration left in the session beside settings: temporary tables that would hide another's, notifications,
     * prepared statements. Outside of any transaction.
     *
     * @return whether there is nothing of that kind, of whoever lent the session neither
     */
    boolean sweep() throws SQLException {
        if (!swept && lender.clean()) {
            execute(lender.sweepSql());
            swept = true;
        }
        return swept && lender.clean();
    }

    /** Likewise at the beginning of a transaction, but for what {@link #sweepAtEndSql()} does at the end of one; may be empty. */
    String sweepAtBeginSql() {
        return lender.sweepInsideSql();
    }

    /** The other half of that. */
    String sweepAtEndSql() {
        return lender.unlistenSql();
    }

    /** The connection; in autocommit mode between transactions. */
    Connection connection() {
        return connection;
    }

    ServerInfo server() {
        return server;
    }

    /** After how long others look for deadlocks; we may be sooner. */
    Duration deadlockTimeout() {
        return deadlockTimeout;
    }

    /** Who cancels what the session does when the calling thread is interrupted. */
    Interrupts interrupts() {
        return interrupts;
    }

    /** The schema where migrations run and the ledger lives, unless the ledger names another. */
    String schema() {
        if (settings.schema() != null) {
            return settings.schema();
        }
        return server.schema() == null ? "public" : server.schema();
    }

    /**
     * Gets ready for a migration's statement: what it changes can be put back, and the server reads strings as the splitter
     * did, whatever an earlier statement (a RESET ALL, a function) may have set.
     */
    void prepareFor(StatementText statement) throws SQLException {
        untouched = false;
        if (!"on".equals(connection.unwrap(PGConnection.class).getParameterStatus("standard_conforming_strings"))) {
            execute("SET standard_conforming_strings = on");
        }
        customSettings.lookAt(statement);
    }

    /** Runs statements of ours; results are thrown away. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Runs a statement of ours that may take long; an interrupt cancels it. */
    void executeCancellable(String sql) throws SQLException {
        interrupts.begin();
        try {
            execute(sql);
        } finally {
            interrupts.end();
        }
    }

    /** Rolls back; a connection that cannot is broken and will not be given back alive. */
    void rollback() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            broken = true;
        }
    }

    /** Whether the server still answers. */
    boolean alive() {
        try {
            return !broken && !connection.isClosed() && connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private String giveBackSql() {
        if (untouched) {
            return lender.giveBackUntouchedSql(settings.role(), own.names());
        }
        StringBuilder sql = new StringBuilder(lender.giveBackSql(settings.role()));
        customSettings.addRestoreSql(sql);
        return sql.toString();
    }

    @Override
    public void close() {
        interrupts.close();
        rollback();
        try {
            if (!lent && !broken && !connection.isClosed()) {
                // A network that has died says nothing, for ever.
                connection.setNetworkTimeout(Runnable::run, GIVE_BACK_WITHIN);
                execute(giveBackSql());
            }
            if (broken || customSettings.lost()) {
                Closing.abort(connection);
            }
        } catch (SQLException e) {
            Closing.abort(connection);
        }
        borrowed.giveBack();
        Closing.quietly(connection);
        if (silence != null) {
            silence.close();
        }
    }

    /** What time the server has. */
    Instant now() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
