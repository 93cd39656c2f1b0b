package dev.bellows.gate;

import dev.bellows.ledger.GateTables;
import dev.bellows.model.GateSettings;
import dev.bellows.model.Holder;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that no lease speaks for. One that declares a head counts by that; one that declares nothing counts as old
 * where its role may use what the contract touches.
 */
final class Sessions {
    private final Connection connection;
    private final GateTables tables;
    private final GateSettings settings;
    private final boolean linear;

    Sessions(Connection connection, GateTables tables, GateSettings settings, boolean linear) {
        this.connection = connection;
        this.tables = tables;
        this.settings = settings;
        this.linear = linear;
    }

    /** Those that hold a contract. */
    List<Holder> holding(Contract contract, Users users) throws SQLException {
        String sql = """
                WITH here AS MATERIALIZED (
                    SELECT {place}() AS place,
                        (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()) AS oid
                ), known AS MATERIALIZED (
                    SELECT s.pid, s.backend_start FROM {session} AS s JOIN {lease} AS l ON l.instance = s.instance
                        WHERE l.place = (SELECT h.place FROM here AS h)
                ), candidate AS MATERIALIZED (
                    SELECT a.usesysid, a.usename, coalesce(a.application_name, '') AS name, a.backend_start,
                        pg_catalog.host(a.client_addr) AS address,
                        pg_catalog.substring(a.application_name, '^([0-9]+(?:[.][0-9]+)*)@') AS head
                    FROM pg_catalog.pg_stat_activity AS a
                    WHERE a.datid = (SELECT h.oid FROM here AS h) AND a.pid <> pg_catalog.pg_backend_pid()
                        AND coalesce(a.backend_type, 'client backend') = 'client backend'
                        AND NOT EXISTS (SELECT FROM known AS k WHERE k.pid = a.pid
                            AND (k.backend_start = a.backend_start OR a.backend_start IS NULL))
                ), judged AS (
                    SELECT c.*, coalesce(pg_catalog.string_to_array(c.head, '.')::numeric[]
                            < pg_catalog.string_to_array(?, '.')::numeric[], false) AS late,
                        c.head IS NOT NULL AND ? AS declared FROM candidate AS c
                ), able AS MATERIALIZED (
                    SELECT j.usesysid FROM (SELECT DISTINCT usesysid FROM judged) AS j WHERE ?
                        OR EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.oid = j.usesysid AND r.rolsuper)
                        OR pg_catalog.pg_has_role(j.usesysid, 'pg_read_all_data', 'MEMBER')
                        OR pg_catalog.pg_has_role(j.usesysid, 'pg_write_all_data', 'MEMBER')
                        OR EXISTS (SELECT FROM pg_catalog.unnest(?::oid[]) AS g(oid)
                            WHERE CASE WHEN g.oid = 0 THEN true ELSE pg_catalog.pg_has_role(j.usesysid, g.oid, 'MEMBER') END)
                        OR EXISTS (SELECT FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n
                                ON n.oid = p.pronamespace
                            WHERE p.prosecdef AND n.nspname <> 'pg_catalog' AND NOT (n.nspname = ? AND p.proname = ANY (?))
                                AND pg_catalog.has_function_privilege(j.usesysid, p.oid, 'EXECUTE')
                                AND EXISTS (SELECT FROM pg_catalog.unnest(?::oid[]) AS g(oid) WHERE CASE WHEN g.oid = 0
                                    THEN true ELSE pg_catalog.pg_has_role(p.proowner, g.oid, 'MEMBER') END))
                )
                SELECT usename, name, head, late, address, count(*), extract(epoch FROM min(backend_start)) * 1000000
                FROM judged AS j
                WHERE late OR NOT declared AND NOT name LIKE ANY (?) AND NOT coalesce(usename = ANY (?), false)
                    AND (j.usesysid IS NULL OR j.usesysid IN (SELECT a.usesysid FROM able AS a))
                GROUP BY 1, 2, 3, 4, 5 ORDER BY 4 DESC, 1, 2, 5""";
        List<Holder> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(tables.named(sql))) {
            statement.setString(1, contract.after().id().key());
            statement.setBoolean(2, linear);
            statement.setBoolean(3, users.anybody());
            statement.setArray(4, connection.createArrayOf("oid", users.roles().toArray()));
            statement.setString(5, tables.schema());
            statement.setArray(6, texts(tables.functionNames()));
            statement.setArray(7, connection.createArrayOf("oid", users.roles().toArray()));
            statement.setArray(8, texts(patterns(settings)));
            statement.setArray(9, texts(settings.ignoredRoles()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(holder(row, contract));
                }
            }
        }
        return found;
    }

    private Array texts(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static Holder holder(ResultSet row, Contract contract) throws SQLException {
        String name = row.getString(2);
        boolean late = row.getBoolean(4);
        @Nullable String head = late ? row.getString(3) : null;
        @Nullable String address = row.getString(5);
        int count = row.getInt(6);
        String who = Times.counted(count, "session")
                + (name.isEmpty() ? " without an application_name" : " '" + name + "'") + " of role " + row.getString(1)
                + (address == null ? "" : " from " + address)
                + (late ? ", declaring the head " + head : ", declaring nothing");
        String next = late
                ? "roll it forward to a build that ships " + contract.after() + ", or stop it"
                : "an application: let it take a lease, and begin its application_name with its head (0042@api); a tool:"
                        + " name it in gate.ignore; if it cannot matter: --attest REASON";
        return new Holder(
                late ? Holder.Kind.SESSION : Holder.Kind.UNDECLARED,
                who,
                late ? name.substring(name.indexOf('@') + 1) : name.isEmpty() ? null : name,
                null,
                head,
                address,
                count,
                Times.instant(row, 7),
                next);
    }

    /** Patterns for LIKE from those with asterisks. */
    static List<String> patterns(GateSettings settings) {
        return settings.ignored().stream()
                .map(each -> each.replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_")
                        .replace('*', '%'))
                .toList();
    }
}
