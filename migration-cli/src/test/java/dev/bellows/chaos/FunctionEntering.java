package dev.bellows.chaos;

import dev.bellows.chaos.InstanceProcess.OvertakenException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** As applications in other languages do: one session, and the gate's functions. */
final class FunctionEntering implements InstanceProcess.Entering {
    private final DataSource server;
    private final String name;
    private final List<String> ships;
    private final int lifetime;
    private long renewed;

    /** @param lifetime of the lease, in seconds */
    FunctionEntering(DataSource server, String name, List<String> ships, int lifetime) {
        this.server = server;
        this.name = name;
        this.ships = List.copyOf(ships);
        this.lifetime = lifetime;
    }

    @Override
    public Connection enter() throws SQLException, OvertakenException {
        Connection connection = server.getConnection();
        try {
            // What it stands on has to be there: others migrate.
            value(
                    connection,
                    "SELECT 1 / count(*) FROM ledger.bellows_status WHERE state = 'applied' AND version = ?",
                    ships.get(0));
            enter(connection);
            return connection;
        } catch (SQLException | OvertakenException e) {
            connection.close();
            throw e;
        }
    }

    private void enter(Connection connection) throws SQLException, OvertakenException {
        try {
            value(
                    connection,
                    "SELECT ledger.bellows_enter(?, 'api', string_to_array(?, ' '), 'f', 'chaos', '" + lifetime
                            + " s')",
                    name,
                    String.join(" ", ships));
            renewed = System.nanoTime();
        } catch (SQLException e) {
            if ("BW001".equals(e.getSQLState())) {
                throw new OvertakenException(e.getMessage());
            }
            throw e;
        }
    }

    @Override
    public void keep(Connection connection) throws SQLException, OvertakenException {
        if (System.nanoTime() - renewed < TimeUnit.SECONDS.toNanos(lifetime) / 3) {
            return;
        }
        if (value(connection, "SELECT ledger.bellows_renew(?)", name) == null) {
            enter(connection);
        }
        renewed = System.nanoTime();
    }

    @Override
    public void leave(Connection connection) throws SQLException {
        value(connection, "SELECT ledger.bellows_leave(?)", name);
    }

    private static Object value(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1);
            }
        }
    }
}
