package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The settings under which the catalogs are asked how something is kept. The server writes definitions with a schema before
 * whatever the search path does not find. And it would compile our questions, which takes a second, for what takes milliseconds.
 */
final class OwnSettings {
    private OwnSettings() {}

    /** What is asked. */
    interface Asking<T> {
        T ask() throws SQLException;
    }

    /** Asks, within a transaction; afterwards they are what they were, also where something cannot be kept. */
    static <T> T with(Connection connection, Asking<T> asking) throws SQLException {
        String back;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.current_setting('search_path'), pg_catalog.current_setting('jit'),"
                                + " pg_catalog.set_config('search_path', '', true), pg_catalog.set_config('jit', 'off', true)")) {
            row.next();
            back = "SELECT pg_catalog.set_config('search_path', " + Sql.literal(row.getString(1))
                    + ", true), pg_catalog.set_config('jit', " + Sql.literal(row.getString(2)) + ", true)";
        }
        try {
            T found = asking.ask();
            execute(connection, back);
            return found;
        } catch (CannotQuarantineException e) {
            // A down goes on without.
            execute(connection, back);
            throw e;
        }
    }

    /**
     * Asks what the server takes for so dear that it would compile it, within a transaction or outside of one: for milliseconds that
     * would take a second or two. Afterwards the setting is what it was.
     */
    static <T> T uncompiled(Connection connection, Asking<T> asking) throws SQLException {
        boolean local = !connection.getAutoCommit();
        String before = compiler(connection, "off", local);
        try {
            T found = asking.ask();
            compiler(connection, before, local);
            return found;
        } catch (SQLException e) {
            // A transaction that is undone takes its settings with it.
            if (!local) {
                putBack(connection, before, e);
            }
            throw e;
        }
    }

    /** The error is what people hear of, also where the connection has broken. */
    private static void putBack(Connection connection, String before, SQLException error) {
        try {
            compiler(connection, before, false);
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    /** Sets it; says what it was. */
    private static String compiler(Connection connection, String value, boolean local) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_catalog.current_setting('jit'), pg_catalog.set_config('jit', "
                                + Sql.literal(value) + ", " + local + ")")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
