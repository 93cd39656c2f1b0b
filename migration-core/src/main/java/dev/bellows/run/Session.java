package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * The one connection of a call, with every setting known. What a migration changes is put back by {@link #resetSql()};
 * what we changed is put back by {@link #close()}, so that a pool gets its connection as it gave it.
 */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Settings settings;
    private final Borrowed borrowed;
    private final boolean lent;
    private final boolean checksConnection;
    private final Lender lender;
    private final ServerInfo server;
    private boolean broken;

    private Session(Connection connection, DataSource dataSource, Settings settings) throws SQLException {
        this.connection = connection;
        this.settings = settings;
        this.borrowed = Borrowed.of(connection);
        try {
            PGConnection driver = connection.unwrap(PGConnection.class);
            driver.setAutosave(AutoSave.NEVER);
            connection.setNetworkTimeout(Runnable::run, 0);
            this.lent = PoolerProbe.lendsBackends(connection, driver.getBackendPID(), dataSource);
            if (lent) {
                // Whatever we set would be set for whoever gets this backend next; reading needs no settings.
                this.lender = Lender.UNTOUCHED;
                this.checksConnection = false;
            } else {
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                this.lender = Lender.of(connection);
                this.checksConnection = accepts("SET client_connection_check_interval = '5s'");
                execute(resetSql());
            }
            this.server = look();
        } catch (SQLException | RuntimeException e) {
            // Half set up is nothing to give back: nobody may use this connection again.
            Closing.abort(connection);
            throw e;
        }
    }

    /**
     * Opens a session.
     *
     * @throws dev.bellows.model.UnreachableException when the database cannot be reached
     * @throws dev.bellows.model.RefusedException when it is no place for migrations
     */
    static Session open(DataSource dataSource, Settings settings) {
        @Nullable Connection connection = null;
        try {
            connection = dataSource.getConnection();
            return new Session(connection, dataSource, settings);
        } catch (SQLException e) {
            Closing.quietly(connection);
            throw Diagnosis.noSession(e, settings);
        } catch (RuntimeException e) {
            Closing.quietly(connection);
            throw e;
        }
    }

    /** Whether the server takes a setting that some platforms refuse. */
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

    /** Which cluster this is; empty where this role may not ask. */
    private String systemIdentifier() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT system_identifier::text FROM pg_catalog.pg_control_system()")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if (alive()) {
                return "";
            }
            throw e;
        }
    }

    private ServerInfo look() throws SQLException {
        String identifier = systemIdentifier();
        @Nullable String schema = settings.schema();
        String found = schema == null
                ? "pg_catalog.current_schema()"
                : "(SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = " + Sql.literal(schema) + ")";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_database(), " + found + """
                        , pg_catalog.current_setting('server_version_num')::int, pg_catalog.pg_backend_pid(),
                        pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only')::boolean,
                        pg_catalog.current_setting('server_encoding'), current_user,
                        (SELECT setting::int FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout')""")) {
            row.next();
            return new ServerInfo(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getBoolean(5),
                    row.getBoolean(6),
                    identifier,
                    row.getString(7),
                    row.getString(8),
                    Duration.ofMillis(row.getInt(9)));
        }
    }

    /** Puts role and settings to what they are between migrations; may run inside a transaction. */
    String resetSql() {
        StringBuilder sql = new StringBuilder(lender.restoreSql());
        if (settings.role() != null) {
            sql.append("; SET ROLE ").append(Sql.quote(settings.role()));
        }
        set(sql, "statement_timeout", "0");
        set(sql, "lock_timeout", "0");
        set(sql, "idle_in_transaction_session_timeout", "0");
        set(sql, "idle_session_timeout", "0");
        // Files are split by the standard's rules for strings, so the server must read them by the same.
        set(sql, "standard_conforming_strings", "on");
        // A migration means the same from every machine: the driver would send this one's time zone.
        set(sql, "TimeZone", "UTC");
        set(sql, "application_name", applicationName("between migrations"));
        if (settings.schema() != null) {
            set(sql, "search_path", Sql.quote(settings.schema()));
        }
        if (checksConnection) {
            set(sql, "client_connection_check_interval", "5s");
        }
        // PostgreSQL 17 brought it.
        sql.append("; SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name ="
                + " 'transaction_timeout'");
        return sql.toString();
    }

    static void set(StringBuilder sql, String name, String value) {
        sql.append("; SELECT pg_catalog.set_config(")
                .append(Sql.literal(name))
                .append(", ")
                .append(Sql.literal(value))
                .append(", false)");
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
    void requireFit() {
        Fitness.require(server, lent, settings);
    }

    /**
     * Ends what an earlier migration left in the session beside settings: temporary tables that would hide this one's,
     * notifications, prepared statements. Outside of any transaction.
     */
    void sweep() throws SQLException {
        if (!lender.sweepSql().isEmpty()) {
            execute(lender.sweepSql());
        }
    }

    /** The connection; in autocommit mode between transactions. */
    Connection connection() {
        return connection;
    }

    ServerInfo server() {
        return server;
    }

    /** The schema where migrations run and the ledger lives, unless the ledger names another. */
    String schema() {
        if (settings.schema() != null) {
            return settings.schema();
        }
        return server.schema() == null ? "public" : server.schema();
    }

    /** Runs statements of ours; results are thrown away. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
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

    @Override
    public void close() {
        rollback();
        try {
            if (!lent && alive()) {
                execute(lender.giveBackSql());
            }
            if (broken) {
                Closing.abort(connection);
            }
        } catch (SQLException e) {
            Closing.abort(connection);
        }
        borrowed.giveBack();
        Closing.quietly(connection);
    }
}
