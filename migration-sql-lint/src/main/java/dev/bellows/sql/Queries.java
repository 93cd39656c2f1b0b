package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.Inside;
import dev.bellows.sql.TransactionUse.Refused;
import dev.bellows.sql.TransactionUse.Refused.Reason;

/**
 * SELECT, WITH, VALUES, TABLE and EXPLAIN: as harmless as the functions they call. A call is a name directly before an
 * opening parenthesis; where that is something else, it is no call when the word before it says so, and otherwise a doubt,
 * which costs no more than round trips.
 */
final class Queries {
    private Queries() {}

    static TransactionUse of(TokenCursor tokens, Inside weak, Inside strong) {
        boolean calls = false;
        // The first word may have its parenthesis too: EXPLAIN (ANALYZE), VALUES (1).
        String before = tokens.word();
        tokens.advance();
        while (!tokens.atEnd()) {
            if (!tokens.kind(0).isName()) {
                before = tokens.is(TokenKind.TYPECAST) ? "as" : "";
                tokens.advance();
                continue;
            }
            String word = tokens.word();
            Name name = tokens.name();
            boolean plainWord = !word.isEmpty() && name != null && name.schema() == null;
            if (name != null && tokens.is(TokenKind.LEFT_PARENTHESIS)) {
                if (name.name().equals("set_config") && ConformingStrings.areTurnedOffByCall(tokens)) {
                    return new Refused(name.name(), Reason.CHANGES_THE_STRINGS);
                }
                calls |= !isBeforeNames(before) && !(plainWord && Keywords.isNoFunction(word)) && !isHarmless(name);
            }
            // EXPLAIN ANALYZE EXECUTE runs what was prepared.
            calls |= plainWord && word.equals("execute");
            before = plainWord ? word : "";
        }
        return calls ? strong : weak;
    }

    /** After these words comes a type, an alias, a CTE or a table, each with a list of its own in parentheses. */
    private static boolean isBeforeNames(String word) {
        return switch (word) {
            case "as", "into", "with", "recursive" -> true;
            default -> false;
        };
    }

    private static boolean isHarmless(Name function) {
        return function.schema() == null
                ? HarmlessFunctions.contains(function.name())
                : function.schema().equals("pg_catalog");
    }
}
