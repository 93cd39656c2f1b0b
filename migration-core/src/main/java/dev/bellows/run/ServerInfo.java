package dev.bellows.run;

import dev.bellows.ledger.Sql;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a session found at its start.
 *
 * @param schema the first schema of the search path that exists; null when none does
 * @param version such as 180004
 * @param pid of the backend that answered
 * @param readOnly whether new transactions are read-only
 * @param systemIdentifier of the cluster
 * @param encoding the name of the database's encoding
 * @param role who we are now
 * @param deadlockTimeout of others; ours may be shorter
 */
record ServerInfo(
        String database,
        @Nullable String schema,
        int version,
        int pid,
        boolean standby,
        boolean readOnly,
        String systemIdentifier,
        String encoding,
        String role,
        Duration deadlockTimeout) {
    private static final String SYSTEM_IDENTIFIER =
            "SELECT system_identifier::text FROM pg_catalog.pg_control_system()";

    /**
     * Asks the server.
     *
     * @param schema the schema to look for; null for the session's current one
     */
    static ServerInfo of(Connection connection, @Nullable String schema) throws SQLException {
        String found = schema == null
                ? "pg_catalog.current_schema()"
                : "(SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = " + Sql.literal(schema) + ")";
        String facts = "SELECT pg_catalog.current_database(), " + found + """
                , pg_catalog.current_setting('server_version_num')::int, pg_catalog.pg_backend_pid(),
                pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only')::boolean,
                pg_catalog.current_setting('server_encoding'), current_user,
                (SELECT reset_val::int FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout')""";
        try (Statement statement = connection.createStatement()) {
            try {
                return of(statement, facts, SYSTEM_IDENTIFIER);
            } catch (SQLException e) {
                // Which cluster this is, this role may not ask. A session that broke fails once more.
                return of(statement, facts, "SELECT ''");
            }
        }
    }

    private static ServerInfo of(Statement statement, String facts, String identifier) throws SQLException {
        statement.execute(facts + "; " + identifier);
        ResultSet row = statement.getResultSet();
        row.next();
        String database = row.getString(1);
        @Nullable String schema = row.getString(2);
        int version = row.getInt(3);
        int pid = row.getInt(4);
        boolean standby = row.getBoolean(5);
        boolean readOnly = row.getBoolean(6);
        String encoding = row.getString(7);
        String role = row.getString(8);
        Duration deadlockTimeout = Duration.ofMillis(row.getInt(9));
        statement.getMoreResults();
        ResultSet cluster = statement.getResultSet();
        cluster.next();
        return new ServerInfo(
                database,
                schema,
                version,
                pid,
                standby,
                readOnly,
                cluster.getString(1),
                encoding,
                role,
                deadlockTimeout);
    }

    /** The database's encoding; what Java does not know is treated as ASCII, so that entries stay writable. */
    Charset charset() {
        return switch (encoding) {
            case "UTF8" -> StandardCharsets.UTF_8;
            case "LATIN1" -> StandardCharsets.ISO_8859_1;
            default -> StandardCharsets.US_ASCII;
        };
    }
}
