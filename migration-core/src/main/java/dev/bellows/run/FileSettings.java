package dev.bellows.run;

import dev.bellows.sql.Name;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The settings that a file which runs statement by statement makes for its session. They are made again before each of its
 * statements: between them the session is ours, and after a crash it is a new one.
 */
final class FileSettings {
    /** A SELECT that does nothing but set, as pg_dump writes it: anything beside it would happen again. */
    private static final Pattern SET_CONFIG =
            Pattern.compile("(?is)select\\s+(pg_catalog\\.)?set_config\\s*\\([^()]*\\)");

    private final Session session;
    private final List<String> made = new ArrayList<>();

    FileSettings(Session session) {
        this.session = session;
    }

    /** A question to the database. */
    interface Question<T> {
        T ask() throws SQLException;
    }

    /** Takes note of a statement that was done, where it sets something. */
    void remember(StatementText statement) throws SQLException {
        if (setsForTheSession(statement)) {
            // An earlier run may have executed it; this session has not.
            session.prepareFor(statement);
            made.add(statement.text());
        }
    }

    /** Likewise, of a file in one transaction: what it sets for that counts until its end. */
    void rememberLocal(StatementText statement) throws SQLException {
        if (setsForTheSession(statement) || setsForTheTransaction(statement)) {
            session.prepareFor(statement);
            made.add(statement.text());
        }
    }

    /** Makes them again. */
    void make() throws SQLException {
        for (String sql : made) {
            session.execute(sql);
        }
    }

    /** With these settings, and without them afterwards: names mean then what they mean for the file's statements. */
    <T> T with(Question<T> question) throws SQLException {
        make();
        try {
            return question.ask();
        } finally {
            session.execute(session.resetSql());
        }
    }

    private static boolean setsForTheTransaction(StatementText statement) {
        return Guard.firstWord(statement).equals("set")
                && Tokens.identifiers(statement.text()).stream()
                        .map(Name::name)
                        .skip(1)
                        .limit(1)
                        .anyMatch("local"::equals);
    }

    /** SET LOCAL and SET CONSTRAINTS end with their transaction; pg_dump's set_config is a SET by another name. */
    private static boolean setsForTheSession(StatementText statement) {
        List<String> words =
                switch (Guard.firstWord(statement)) {
                    case "set", "reset", "select" ->
                        Tokens.identifiers(statement.text()).stream()
                                .map(Name::name)
                                .toList();
                    default -> List.of();
                };
        return !words.isEmpty()
                && switch (words.get(0)) {
                    case "set" ->
                        words.size() > 1
                                && !words.get(1).equals("local")
                                && !words.get(1).equals("constraints");
                    case "select" -> SET_CONFIG.matcher(statement.text()).matches();
                    default -> true;
                };
    }
}
