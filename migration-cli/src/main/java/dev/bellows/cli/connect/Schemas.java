package dev.bellows.cli.connect;

import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The schemas of a database whose names fit a pattern. */
public final class Schemas {
    /** PostgreSQL's own, and where Bellows keeps what was dropped. */
    private static final String QUERY =
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^(pg_|bellows_q_[0-9])'"
                    + " AND nspname <> 'information_schema' ORDER BY nspname COLLATE \"C\"";

    private Schemas() {}

    /**
     * Their names, in order.
     *
     * @param patterns names in which * stands for any characters and ? for one; one of them has to fit
     * @throws UnreachableException when the database does not say
     */
    public static List<String> like(DataSource source, List<String> patterns) {
        Pattern any =
                Pattern.compile(patterns.stream().map(Schemas::regex).collect(Collectors.joining("|")), Pattern.DOTALL);
        List<String> found = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                if (any.matcher(row.getString(1)).matches()) {
                    found.add(row.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new UnreachableException(
                    "its schemas cannot be listed: " + e.getMessage() + "; next: run again", Report.EMPTY, e);
        }
        return found;
    }

    private static String regex(String pattern) {
        return pattern.codePoints()
                .mapToObj(each -> each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(Character.toString(each)))
                .collect(Collectors.joining());
    }
}
