package dev.bellows.run;

import dev.bellows.code.CodeScript;
import dev.bellows.model.Script;
import dev.bellows.sql.StatementText;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables and columns that one transaction dropped without naming them: in a function, a DO block, Java code, or by
 * CASCADE. Where every statement shows all that it drops, nothing is asked.
 */
final class LossWatch {
    /** Statements that run no code of others; of the last two, with CASCADE others may go too. */
    private static final Set<String> SHOW_ALL = Set.of(
            "analyze",
            "comment",
            "create",
            "grant",
            "lock",
            "reindex",
            "reset",
            "revoke",
            "set",
            "truncate",
            "alter",
            "drop");

    /** An extension's tables go with it, and somebody's with all that he owns. */
    private static final Pattern TAKES_OTHERS =
            Pattern.compile("\\bcascade\\b|^\\s*drop\\s+(extension|owned)\\b", Pattern.CASE_INSENSITIVE);

    private final Session session;
    private @Nullable Map<String, DataHolder> before;
    private boolean mayTake;

    LossWatch(Session session, Script script) {
        this.session = session;
        this.mayTake = script instanceof CodeScript;
    }

    /** A statement is about to run. */
    void sees(StatementText statement) throws SQLException {
        String word = Guard.firstWord(statement);
        if (word.equals("close")) {
            // CLOSE ALL takes our cursor too.
            remember();
        }
        mayTake |= !SHOW_ALL.contains(word)
                || TAKES_OTHERS.matcher(statement.text()).find();
    }

    /** Whether a statement may take along what it does not name, and is one that shows all else. */
    static boolean takesOthers(StatementText statement) {
        return SHOW_ALL.contains(Guard.firstWord(statement))
                && TAKES_OTHERS.matcher(statement.text()).find();
    }

    /** Whether any of the statements may have dropped what it did not name. */
    boolean mayTake() {
        return mayTake;
    }

    /** What is gone by now and was there before, named or not. */
    List<DataHolder> gone() throws SQLException {
        return mayTake ? DataHolder.gone(remember(), DataHolder.all(session)) : List.of();
    }

    private Map<String, DataHolder> remember() throws SQLException {
        if (before == null) {
            before = DataHolder.before(session);
        }
        return before;
    }
}
