package dev.bellows.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** SQL without ceremony: a connection for each call, and unchecked exceptions whose cause is the driver's. */
public final class Sql {
    private Sql() {}

    /** Executes one or more statements; IllegalStateException with the SQL when that fails. */
    public static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException problem) {
            throw failed(sql, problem);
        }
    }

    /** The rows as the server writes them, in text; null is SQL's NULL. */
    public static List<List<@Nullable String>> query(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException problem) {
            throw failed(sql, problem);
        }
    }

    private static List<@Nullable String> row(ResultSet result) throws SQLException {
        List<@Nullable String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            row.add(result.getString(column));
        }
        return Collections.unmodifiableList(row);
    }

    private static IllegalStateException failed(String sql, SQLException problem) {
        return new IllegalStateException(problem.getMessage() + "\nin: " + sql, problem);
    }
}
