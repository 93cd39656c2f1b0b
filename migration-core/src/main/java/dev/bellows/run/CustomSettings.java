package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.sql.StatementText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Custom settings such as {@code app.tenant}. The server lists none of them, so they can only be put back by name: those
 * that a migration's own text sets are looked up before it does. See
 * https://www.postgresql.org/docs/18/runtime-config-custom.html.
 */
final class CustomSettings {
    private static final String PART = "(?:\"[^\"]+\"|[a-z_][\\w$]*)";
    private static final Pattern SET =
            Pattern.compile("(?i)\\b(?:set|reset)\\s+(?:(?:session|local)\\s+)?(" + PART + "(?:\\." + PART + ")+)");
    private static final Pattern SET_CONFIG = Pattern.compile("(?i)\\bset_config\\s*\\(\\s*'([^'.]+\\.[^']+)'");
    private static final Pattern RESET_ALL = Pattern.compile("(?i)\\breset\\s+all\\b");

    private static final Set<String> MAY_HOLD = Set.of("set", "reset", "do");

    /** What an ordinary migration does a million times: not searched. */
    private static final String MANY = "insert";

    private final Connection connection;
    private final Map<String, Optional<String>> before = new TreeMap<>();
    private boolean lost;

    CustomSettings(Connection connection) {
        this.connection = connection;
    }

    /** Looks up what a statement is about to change. */
    void lookAt(StatementText statement) throws SQLException {
        String text = statement.text();
        if (MAY_HOLD.contains(Guard.firstWord(statement))) {
            lost |= RESET_ALL.matcher(text).find();
            lookUp(SET.matcher(text));
        }
        if (!Guard.firstWord(statement).equals(MANY)) {
            lookUp(SET_CONFIG.matcher(text));
        }
    }

    private void lookUp(Matcher names) throws SQLException {
        while (names.find()) {
            String name = names.group(1).replace("\"", "");
            if (!before.containsKey(name)) {
                before.put(name, value(name));
            }
        }
    }

    private Optional<String> value(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_catalog.current_setting(" + Sql.literal(name) + ", true)")) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    /** Puts them back; one that did not exist is empty from then on, as it is after RESET. */
    void addRestoreSql(StringBuilder sql) {
        before.forEach((name, value) -> sql.append("; SELECT pg_catalog.set_config(")
                .append(Sql.literal(name))
                .append(", ")
                .append(value.map(Sql::literal).orElse("NULL"))
                // The statement itself may have failed: what is no setting cannot be put back.
                .append(", false) WHERE pg_catalog.current_setting(")
                .append(Sql.literal(name))
                .append(", true) IS NOT NULL"));
    }

    /** Whether a RESET ALL of a migration's may have cleared some that nobody can name: its pool must begin anew. */
    boolean lost() {
        return lost;
    }
}
