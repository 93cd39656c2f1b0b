package dev.bellows.gate;

import dev.bellows.ledger.GateTables;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Overtaking;
import dev.bellows.model.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The contracts that have overtaken a build, asked without entering. */
public final class Overtakings {
    private Overtakings() {}

    /**
     * For a build of which all is known.
     *
     * @param ships every migration, each as {@code owner:version}
     */
    public static List<Overtaking> of(Connection connection, GateTables tables, List<String> ships)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(tables.named("SELECT contract, after FROM {overtaking}(?)"))) {
            statement.setArray(1, connection.createArrayOf("text", ships.toArray()));
            return read(statement);
        }
    }

    /** For a build of which only the highest version is known: it ships all up to that. */
    public static List<Overtaking> of(Connection connection, GateTables tables, Version head) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(tables.named(
                "SELECT label, after FROM {contract} WHERE string_to_array(split_part(needs, ':', 2), '.')::numeric[]"
                        + " > string_to_array(?, '.')::numeric[] ORDER BY position"))) {
            statement.setString(1, head.digits());
            return read(statement);
        }
    }

    private static List<Overtaking> read(PreparedStatement statement) throws SQLException {
        List<Overtaking> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(
                        new Overtaking(MigrationLabel.parse(row.getString(1)), MigrationLabel.parse(row.getString(2))));
            }
        }
        return found;
    }
}
