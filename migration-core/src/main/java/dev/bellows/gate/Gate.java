package dev.bellows.gate;

import dev.bellows.ledger.GateTables;
import dev.bellows.model.GateSettings;
import dev.bellows.model.Holder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contract must pass. Who opens it updates one row and looks afterwards who lives; who enters shares that row: so
 * whoever enters while a gate is being opened is either seen, or sees the contract.
 */
public final class Gate {
    /** An instance that enters holds the row for a moment; one that hangs there must not stop the others behind us. */
    private static final String PATIENCE = "2s";

    /**
     * A renewal that is under way is waited for, and the next one finds no lease, so that it has to enter. Waiting and
     * removing are two statements: one that waited would look for the sessions with the eyes of before.
     */
    private static final String REMOVE_THE_DEAD = """
            SELECT FROM {lease} AS l WHERE l.expires <= pg_catalog.clock_timestamp() FOR UPDATE;
            SELECT pg_catalog.pg_stat_clear_snapshot();
            DELETE FROM {session} AS s WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a
                WHERE a.pid = s.pid AND (a.backend_start = s.backend_start OR a.backend_start IS NULL));
            DELETE FROM {lease} AS l WHERE l.place <> (SELECT {place}())
                OR l.expires <= pg_catalog.clock_timestamp()
                    AND NOT EXISTS (SELECT FROM {session} AS s WHERE s.instance = l.instance)""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection connection;
    private final GateTables tables;
    private final GateSettings settings;
    private final boolean linear;

    /**
     * The gate of one ledger.
     *
     * @param linear whether versions are applied in their order, so that a head tells what a build ships
     */
    public Gate(Connection connection, GateTables tables, GateSettings settings, boolean linear) {
        this.connection = connection;
        this.tables = tables;
        this.settings = settings;
        this.linear = linear;
    }

    /** Who may use what a contract touches; to be asked before it runs. */
    public Users users(Contract contract) throws SQLException {
        return Users.of(connection, contract.touched());
    }

    /** Who lives, without asking anybody to wait. */
    public Evidence look(Contract contract, Users users) throws SQLException {
        return Witnesses.of(connection, tables, settings, linear, contract, users);
    }

    /**
     * Leases were lost in a crash, a promotion or a restored backup: that is written down when it is first seen, and counts
     * from then on. Not in a transaction, which might be rolled back.
     */
    public void noticeLostMemory() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    tables.named("INSERT INTO {memory} SELECT {place}() WHERE NOT EXISTS (SELECT FROM {memory}"
                            + " AS m WHERE m.place = {place}()) ON CONFLICT DO NOTHING"));
        }
    }

    /** Whether it was opened, and neither was the contract reverted nor the gate closed again. */
    public boolean opened(Contract contract) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                tables.named("SELECT EXISTS (SELECT FROM {contract} WHERE owner = ? AND key = ?)"))) {
            statement.setString(1, contract.label().id().owner());
            statement.setString(2, contract.label().id().key());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Whether a statement of it that runs outside a transaction was announced since it was opened: some of its work may be
     * there, whatever became of it.
     */
    public boolean begun(Contract contract) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                tables.named("SELECT EXISTS (SELECT FROM {contract} AS c JOIN {ledger} AS e ON e.position > c.position"
                        + " AND e.owner = c.owner AND ltrim(e.version, '0') = ltrim(c.key, '0')"
                        + " WHERE c.owner = ? AND c.key = ? AND e.event = 'intent')"))) {
            statement.setString(1, contract.label().id().owner());
            statement.setString(2, contract.label().id().key());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Takes the row where no gate was opened, as the database was built in this run; in a transaction, which the caller
     * commits only if nobody is found: until then nobody enters.
     *
     * @return who entered meanwhile with a build that lacks what the contract needs
     */
    public List<Holder> takeUnopened(Contract contract) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '" + PATIENCE + "'; "
                    + tables.named("UPDATE {gate} SET position = position"));
        }
        return Witnesses.entered(connection, tables, contract);
    }

    /**
     * Takes the row, and then the evidence; in a transaction, which the caller commits only if nobody holds.
     */
    public Evidence take(Contract contract, Users users) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // With one round trip: while the row is taken, whoever enters waits for each.
            statement.execute("SET LOCAL lock_timeout = '" + PATIENCE + "'; "
                    + tables.named("UPDATE {gate} SET position = position; " + REMOVE_THE_DEAD));
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return new Evidence(List.of(), List.of(entering()));
            }
            throw e;
        }
        return look(contract, users);
    }

    private static Holder entering() {
        return new Holder(
                Holder.Kind.ENTERING,
                "an instance has been entering for more than " + PATIENCE + " and does not come to an end",
                null,
                null,
                null,
                null,
                1,
                null,
                "end the transaction that called the gate's function: bellows gate");
    }

    /**
     * What a gate was opened on, as JSON text; the server writes it.
     *
     * @param attested why a person says that what the database doubts does not matter; null when nobody says so
     */
    public String summary(Contract contract, Evidence evidence, @Nullable String attested) throws SQLException {
        String sql = """
                SELECT pg_catalog.json_build_object('needs', ?::text, 'instances', ?::int,
                    'leases', coalesce((SELECT pg_catalog.json_agg(pg_catalog.json_build_object('application', g.application,
                        'release', g.release, 'head', g.head, 'count', g.count)) FROM (
                        SELECT l.application, l.release, b.head, count(*) AS count FROM {lease} AS l
                            JOIN {build} AS b ON b.digest = l.build GROUP BY 1, 2, 3 ORDER BY 1, 2, 3) AS g), '[]'),
                    'doubts', pg_catalog.to_json(?::text[]), 'attested', ?::text)::text""";
        try (PreparedStatement statement = connection.prepareStatement(tables.named(sql))) {
            statement.setString(1, contract.after().toString());
            statement.setInt(
                    2,
                    evidence.instances().stream().mapToInt(each -> each.count()).sum());
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", evidence.holders().stream().map(Holder::who).toArray()));
            statement.setString(4, attested);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
