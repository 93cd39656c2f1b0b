package dev.bellows.cli.connect;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database for one purpose; closing it drops it. */
public final class Scratch implements AutoCloseable {
    /** Where the ledger of a scratch database is: nothing of it belongs into a dump. */
    public static final String LEDGER_SCHEMA = "bellows_squash_ledger";

    private static final String NO_PRIVILEGE = "42501";

    private final Database server;
    private final String name;
    private final Database.Beside database;

    private Scratch(Database server, String name) {
        this.server = server;
        this.name = name;
        this.database = server.beside(name);
    }

    /**
     * Makes one beside a database, empty but for the schemas that must be there before migrations run.
     *
     * @param schema where migrations run; null for the default
     */
    public static Scratch beside(Database server, @Nullable String schema) {
        String name = "bellows_squash_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        // What somebody has put into template1 would be in a dump, and in no migration.
        execute(server.source(), "CREATE DATABASE " + name + " TEMPLATE template0");
        Scratch scratch = new Scratch(server, name);
        try {
            execute(scratch.source(), "CREATE SCHEMA " + LEDGER_SCHEMA);
            if (schema != null) {
                execute(scratch.source(), "CREATE SCHEMA IF NOT EXISTS \"" + schema.replace("\"", "\"\"") + "\"");
            }
            return scratch;
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** Where connections to it come from. */
    public DataSource source() {
        return database.source();
    }

    /** How libpq's programs connect to it. */
    public Map<String, String> libpq() {
        return database.libpq();
    }

    /** The first column of a query's rows. */
    public List<String> strings(String query) {
        return strings(source(), query);
    }

    /** Likewise of any database. */
    public static List<String> strings(DataSource source, String query) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    private static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    private static RuntimeException trouble(SQLException e) {
        if (NO_PRIVILEGE.equals(e.getSQLState())) {
            return new ConfigurationException(
                    "no scratch database can be made: " + e.getMessage()
                            + "\nnext: name a server and a user that may create databases with --url, or leave --url out"
                            + " to use a PostgreSQL of this folder's own",
                    Report.EMPTY,
                    e);
        }
        return new UnreachableException("no scratch database can be used: " + e.getMessage(), Report.EMPTY, e);
    }

    @Override
    public void close() {
        // An interrupt has been answered by then, and would keep the driver from connecting.
        boolean interrupted = Thread.interrupted();
        try {
            execute(server.source(), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
