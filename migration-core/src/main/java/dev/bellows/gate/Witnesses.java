package dev.bellows.gate;

import dev.bellows.ledger.GateTables;
import dev.bellows.model.GateSettings;
import dev.bellows.model.GateView;
import dev.bellows.model.Holder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database who lives. Leases can open a gate; sessions, standbys and what is not known can only hold it. All times
 * are the server's.
 */
final class Witnesses {
    private final Connection connection;
    private final GateTables tables;
    private final GateSettings settings;
    private final List<Holder> holders = new ArrayList<>();
    private final List<GateView.Instances> instances = new ArrayList<>();

    private Witnesses(Connection connection, GateTables tables, GateSettings settings) {
        this.connection = connection;
        this.tables = tables;
        this.settings = settings;
    }

    /**
     * What is to be seen now, of one contract.
     *
     * @param users who may use what the contract touches
     * @param linear whether versions are applied in their order, so that a head tells what a build ships
     */
    static Evidence of(
            Connection connection,
            GateTables tables,
            GateSettings settings,
            boolean linear,
            Contract contract,
            Users users)
            throws SQLException {
        Witnesses witnesses = new Witnesses(connection, tables, settings);
        try (Statement statement = connection.createStatement()) {
            // Within one transaction the server shows the same sessions again, unless it is told not to.
            // https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-STATS-VIEWS
            statement.execute("SELECT pg_catalog.pg_stat_clear_snapshot()");
        }
        witnesses.leases(contract);
        witnesses.holders.addAll(new Sessions(connection, tables, settings, linear).holding(contract, users));
        witnesses.replicas();
        witnesses.memory(contract);
        return new Evidence(witnesses.instances, witnesses.holders);
    }

    /** Who entered and lacks what a contract needs; sessions and what is not known do not count. */
    static List<Holder> entered(Connection connection, GateTables tables, Contract contract) throws SQLException {
        Witnesses witnesses = new Witnesses(connection, tables, GateSettings.DEFAULT);
        witnesses.leases(contract);
        return witnesses.holders;
    }

    /**
     * In time are those that were it when the transaction began: one that ends while a gate is being opened may be renewed at
     * that moment by a transaction which is not to be seen yet.
     */
    private void leases(Contract contract) throws SQLException {
        String sql = """
                WITH backend AS MATERIALIZED (
                    SELECT a.pid, a.backend_start FROM pg_catalog.pg_stat_activity AS a
                ), present AS MATERIALIZED (
                    SELECT DISTINCT s.instance FROM {session} AS s JOIN backend AS b
                        ON b.pid = s.pid AND (b.backend_start = s.backend_start OR b.backend_start IS NULL)
                ), fit AS MATERIALIZED (
                    SELECT digest, head, ? = ANY (migrations) AS ships FROM {build}
                ), here AS MATERIALIZED (
                    SELECT {place}() AS place
                )
                SELECT l.application, l.release, coalesce(f.head, 'unknown'), coalesce(f.ships, false),
                    l.expires > pg_catalog.now() AS in_time, count(*), min(l.host),
                    extract(epoch FROM min(l.since)) * 1000000
                FROM {lease} AS l LEFT JOIN fit AS f ON f.digest = l.build LEFT JOIN present AS p ON p.instance = l.instance
                WHERE l.place = (SELECT place FROM here)
                    AND (l.expires > pg_catalog.now() OR p.instance IS NOT NULL)
                GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 5""";
        try (PreparedStatement statement = connection.prepareStatement(named(sql))) {
            statement.setString(1, contract.needs());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lease(row, contract);
                }
            }
        }
        for (String application : settings.applications()) {
            boolean there =
                    instances.stream().anyMatch(each -> each.application().equals(application) && each.ships());
            if (!there) {
                holders.add(new Holder(
                        Holder.Kind.ABSENT,
                        "no live instance of " + application + " ships " + contract.after(),
                        application,
                        null,
                        null,
                        null,
                        0,
                        null,
                        "deploy " + application + ", or take it out of gate.applications"));
            }
        }
    }

    private void lease(ResultSet row, Contract contract) throws SQLException {
        String application = row.getString(1);
        @Nullable String release = row.getString(2);
        String head = row.getString(3);
        boolean ships = row.getBoolean(4);
        boolean inTime = row.getBoolean(5);
        int count = row.getInt(6);
        @Nullable String host = row.getString(7);
        Instant since = Objects.requireNonNull(Times.instant(row, 8));
        instances.add(new GateView.Instances(application, release, head, ships, count, since));
        if (!ships) {
            holders.add(new Holder(
                    Holder.Kind.LEASE,
                    Times.counted(count, "instance") + " of " + application + (release == null ? "" : " " + release)
                            + " (head "
                            + head + ")"
                            + (host == null ? "" : count == 1 ? " on " + host : " on " + host + " and others")
                            + (inTime ? "" : ", its lease over and its session still open"),
                    application,
                    release,
                    head,
                    host,
                    count,
                    since,
                    inTime
                            ? "roll it forward to a build that ships " + contract.after() + ", or stop it"
                            : "an instance that hangs or was stopped: end it, its session ends with it"));
        }
    }

    /** Readers of a standby or a subscriber are not to be seen from here. */
    private void replicas() throws SQLException {
        String sql = """
                SELECT coalesce(r.application_name, ''), pg_catalog.host(r.client_addr), count(*),
                    extract(epoch FROM min(r.backend_start)) * 1000000
                FROM pg_catalog.pg_stat_replication AS r LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = r.pid
                LEFT JOIN pg_catalog.pg_database AS d ON d.datname = pg_catalog.current_database()
                WHERE coalesce(a.datid = d.oid OR a.datid = 0, true) AND r.application_name <> ALL (?)
                    AND NOT coalesce(r.application_name, '') LIKE ANY (?)
                GROUP BY 1, 2 ORDER BY 1, 2""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1, connection.createArrayOf("text", settings.replicas().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf("text", Sessions.patterns(settings).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    @Nullable String address = row.getString(2);
                    holders.add(new Holder(
                            Holder.Kind.REPLICA,
                            "the standby or subscriber '" + name + "'" + (address == null ? "" : " at " + address)
                                    + ", whose readers are not to be seen from here",
                            null,
                            null,
                            null,
                            address,
                            row.getInt(3),
                            Times.instant(row, 4),
                            "if nothing old reads there, name it in gate.replicas"));
                }
            }
        }
    }

    /** What may have been forgotten: leases that a crash or a long outage took away. */
    private void memory(Contract contract) throws SQLException {
        String sql = """
                SELECT NOT EXISTS (SELECT FROM {build}),
                    coalesce((SELECT m.since FROM {memory} AS m WHERE m.place = {place}()), pg_catalog.clock_timestamp())
                        + longest.lifetime > pg_catalog.clock_timestamp()
                    OR pg_catalog.pg_postmaster_start_time() + longest.lifetime > pg_catalog.clock_timestamp()
                        AND EXISTS (SELECT FROM {lease} AS l
                            WHERE l.place = {place}() AND l.expires < pg_catalog.pg_postmaster_start_time()),
                    (extract(epoch FROM longest.lifetime))::bigint,
                    coalesce((SELECT max(e.at) FROM {ledger} AS e WHERE e.event = 'applied'
                        AND e.statements_done = e.statements_total
                        AND CASE WHEN ? THEN e.phase = 'expand' ELSE e.owner = ? AND ltrim(e.version, '0') = ltrim(?, '0') END)
                        + ? * interval '1 second' > pg_catalog.clock_timestamp(), false)
                FROM (SELECT greatest(? * interval '1 second', (SELECT max(b.lifetime) FROM {build} AS b)) AS lifetime) AS longest""";
        try (PreparedStatement statement = connection.prepareStatement(named(sql))) {
            statement.setBoolean(1, contract.ownExpand());
            statement.setString(2, contract.after().owner());
            statement.setString(3, contract.after().version());
            statement.setLong(4, settings.soak().toSeconds());
            statement.setLong(5, settings.lifetime().toSeconds());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    holders.add(unknown(
                            Holder.Kind.NOBODY,
                            "no application ever took a lease here, so nobody can tell which builds live",
                            "let applications enter (see 'bellows gate --help'), or say why nothing old lives: --attest"
                                    + " REASON"));
                } else if (row.getBoolean(2)) {
                    holders.add(unknown(
                            Holder.Kind.MEMORY,
                            "the server started, or lost its leases, less than a lease's lifetime (" + row.getLong(3)
                                    + " s) ago: who lives may not have come back yet",
                            "wait " + row.getLong(3) + " s, and run it again; or: --wait-for-gate "
                                    + (row.getLong(3) * 2) + "s"));
                }
                if (row.getBoolean(4)) {
                    holders.add(unknown(
                            Holder.Kind.SOAK,
                            (contract.ownExpand()
                                            ? "the newest expand"
                                            : contract.after().toString())
                                    + " has been applied for less than the soak of "
                                    + settings.soak().toSeconds() + " s",
                            "run it again later; the setting is gate.soak"));
                }
            }
        }
    }

    private static Holder unknown(Holder.Kind kind, String who, String next) {
        return new Holder(kind, who, null, null, null, null, 0, null, next);
    }

    private String named(String template) {
        return tables.named(template);
    }
}
