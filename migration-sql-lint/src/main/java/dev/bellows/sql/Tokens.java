package dev.bellows.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What can be read from the tokens of a statement without understanding it. */
public final class Tokens {
    private Tokens() {}

    /**
     * Where the text behind the first semicolon begins that stands in a parenthesis which is never closed: there another
     * statement was meant to begin. Empty where there is none.
     */
    public static OptionalInt behindOpenParenthesis(String sql) {
        TokenCursor tokens = new TokenCursor(sql);
        OptionalInt behind = OptionalInt.empty();
        int open = 0;
        while (!tokens.atEnd()) {
            if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
                open++;
            } else if (tokens.is(TokenKind.RIGHT_PARENTHESIS) && open > 0) {
                open--;
                behind = open == 0 ? OptionalInt.empty() : behind;
            }
            if (tokens.is(TokenKind.SEMICOLON) && open > 0 && behind.isEmpty()) {
                behind = OptionalInt.of(tokens.start() + 1);
            }
            tokens.advance();
        }
        return behind;
    }

    /**
     * All distinct names in a statement, in their order; strings, also dollar-quoted ones, and comments hold none. Of
     * {@code a.b} the result has {@code a.b} and {@code a}, of {@code a.b.c} it has {@code b.c}, {@code a.b} and {@code a},
     * since the text alone does not tell a schema from a table or a table from a column. Unquoted keywords are among them.
     */
    public static List<Name> identifiers(String sql) {
        Set<Name> names = new LinkedHashSet<>();
        TokenCursor tokens = new TokenCursor(sql);
        while (!tokens.atEnd()) {
            if (tokens.kind(0).isName()) {
                addChain(tokens, names);
            } else {
                tokens.advance();
            }
        }
        return List.copyOf(names);
    }

    private static void addChain(TokenCursor tokens, Set<Name> names) {
        String first = tokens.part();
        String previous = first;
        Set<Name> pairs = new LinkedHashSet<>();
        while (tokens.is(TokenKind.DOT) && tokens.kind(1).isName()) {
            tokens.advance();
            String next = tokens.part();
            pairs.add(new Name(previous, next));
            previous = next;
        }
        List<Name> inOrder = new ArrayList<>(pairs);
        Collections.reverse(inOrder);
        names.addAll(inOrder);
        names.add(new Name(null, first));
    }
}
