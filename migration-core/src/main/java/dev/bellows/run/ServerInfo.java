package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Sql;
import dev.bellows.model.Settings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
 * @param ledger whether the tables of the ledger are there, in the schema that its name or the settings say, else in that one
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
        boolean ledger) {
    private static final String SYSTEM_IDENTIFIER =
            "SELECT system_identifier::text FROM pg_catalog.pg_control_system()";

    /** Asks the server. */
    static ServerInfo of(Connection connection, Settings settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(sql(settings));
            } catch (SQLException e) {
                // Which cluster this is, this role may not ask. A session that broke fails once more.
                statement.execute(facts(settings) + "; SELECT ''");
            }
            return read(statement);
        }
    }

    /** What to ask; for {@link #read}. */
    static String sql(Settings settings) {
        return facts(settings) + "; " + SYSTEM_IDENTIFIER;
    }

    private static String facts(Settings settings) {
        @Nullable String named = settings.schema();
        String schema = named == null
                ? "pg_catalog.current_schema()"
                : "(SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = " + Sql.literal(named) + ")";
        @Nullable
        String ledgers =
                settings.ledger().schema() == null ? named : settings.ledger().schema();
        String home = ledgers == null ? "coalesce(pg_catalog.current_schema(), 'public')" : Sql.literal(ledgers);
        return "SELECT pg_catalog.current_database(), " + schema + """
                , pg_catalog.current_setting('server_version_num')::int, pg_catalog.pg_backend_pid(),
                pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only')::boolean,
                pg_catalog.current_setting('server_encoding'), current_user,
                """ + LedgerTables.existSql(home, settings.ledger());
    }

    /** Takes the answers, of which the statement is at the first; it is at the last afterwards. */
    static ServerInfo read(Statement statement) throws SQLException {
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
        boolean ledger = row.getBoolean(9);
        statement.getMoreResults();
        ResultSet cluster = statement.getResultSet();
        cluster.next();
        String identifier = cluster.getString(1);
        return new ServerInfo(database, schema, version, pid, standby, readOnly, identifier, encoding, role, ledger);
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
