package dev.bellows.sql;

import dev.bellows.sql.EmbeddedSql.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The SQL in a body of PL/pgSQL, found by its tokens: statements end at semicolons, and the words of
 * <a href="https://www.postgresql.org/docs/18/plpgsql-control-structures.html">its control structures</a> stand before them.
 * What is computed (conditions, assignments) is not looked into; it can call functions, and no more.
 */
public final class PlpgsqlBody {
    /** What begins a statement of SQL; everything else that begins one is PL/pgSQL's own. */
    private static final Set<String> SQL = Words.of("""
            alter analyse analyze call checkpoint cluster comment copy create deallocate delete discard do drop explain grant
            import insert listen load lock merge notify prepare reassign refresh reindex reset revoke security select set show
            table truncate unlisten update vacuum values with""");

    /** What is passed over up to the word that its statements follow. */
    private static final Set<String> UNTIL_THEN = Words.of("if elsif elseif when");

    private final String body;
    private final TokenCursor tokens;
    private final List<EmbeddedSql> found = new ArrayList<>();

    private PlpgsqlBody(String body) {
        this.body = body;
        this.tokens = new TokenCursor(body);
    }

    /** The SQL that a body runs, in its order. */
    public static List<EmbeddedSql> sql(String body) {
        PlpgsqlBody reader = new PlpgsqlBody(body);
        while (!reader.tokens.atEnd()) {
            reader.statement();
        }
        return List.copyOf(reader.found);
    }

    private void statement() {
        String word = tokens.word();
        if (word.equals("declare")) {
            declarations();
        } else if (UNTIL_THEN.contains(word) || word.equals("exception")) {
            skipPast("then");
        } else if (word.equals("case")) {
            skipTo("when");
        } else if (word.equals("while") || word.equals("foreach")) {
            skipPast("loop");
        } else if (word.equals("for")) {
            loopOverRows();
        } else if (word.equals("begin") || word.equals("else") || word.equals("loop")) {
            tokens.advance();
        } else if (isLabel()) {
            label();
        } else {
            simple(word);
        }
    }

    private void simple(String word) {
        if (word.equals("execute")) {
            tokens.advance();
            dynamic("into", "using");
        } else if (word.equals("perform")) {
            perform();
        } else if (word.equals("return") && tokens.kind(1).isName()) {
            returned();
        } else if (SQL.contains(word) && !isAssignment()) {
            add(tokens.start(), "");
        } else {
            skipPastSemicolon();
        }
    }

    /** A variable may be called like a statement: {@code comment := 'x'}. */
    private boolean isAssignment() {
        TokenKind next = tokens.kind(1);
        return next == TokenKind.COLON_EQUALS
                || next == TokenKind.EQUALS
                || next == TokenKind.LEFT_BRACKET
                || next == TokenKind.DOT;
    }

    private boolean isLabel() {
        return tokens.is(TokenKind.OPERATOR) && tokens.written().equals("<<");
    }

    private void label() {
        while (!tokens.atEnd()
                && !(tokens.is(TokenKind.OPERATOR) && tokens.written().equals(">>"))) {
            tokens.advance();
        }
        tokens.advance();
    }

    /** Up to BEGIN; cursors have queries, which are passed over with the rest: they run when they are opened. */
    private void declarations() {
        while (!tokens.atEnd() && !tokens.isAt("begin")) {
            skipPastSemicolon();
        }
    }

    /** PERFORM is SELECT whose result is thrown away. */
    private void perform() {
        tokens.advance();
        add(tokens.start(), "SELECT ");
    }

    private void returned() {
        tokens.advance();
        if (!tokens.accept("query")) {
            skipPastSemicolon();
        } else if (tokens.accept("execute")) {
            dynamic("using");
        } else {
            add(tokens.start(), "");
        }
    }

    /** FOR … IN query LOOP, FOR … IN EXECUTE text LOOP, and FOR i IN 1..10 LOOP. */
    private void loopOverRows() {
        skipPast("in");
        if (tokens.accept("execute")) {
            dynamic("using", "loop");
            skipPast("loop");
        } else if (SQL.contains(tokens.word())) {
            int start = tokens.start();
            int end = start;
            while (!tokens.atEnd() && !tokens.isAt("loop")) {
                tokens.advance();
                end = tokens.since(start).end();
            }
            found.add(new EmbeddedSql(Kind.STATIC, body.substring(start, end), start));
            tokens.advance();
        } else {
            skipPast("loop");
        }
    }

    /** What EXECUTE runs, up to one of these words or a semicolon. */
    private void dynamic(String... stops) {
        int start = tokens.start();
        int end = start;
        int count = 0;
        boolean string = tokens.isString();
        String value = string ? tokens.stringValue() : "";
        while (!tokens.atEnd() && !tokens.is(TokenKind.SEMICOLON) && !isAtOneOf(stops)) {
            tokens.advance();
            end = tokens.since(start).end();
            count++;
        }
        found.add(
                string && count == 1
                        ? new EmbeddedSql(Kind.LITERAL, value, start)
                        : new EmbeddedSql(Kind.UNKNOWN, body.substring(start, end), start));
        if (!isAtOneOf(stops) || !tokens.isAt("loop")) {
            skipPastOrLoop(stops);
        }
    }

    private void skipPastOrLoop(String... stops) {
        for (String stop : stops) {
            if (stop.equals("loop")) {
                return;
            }
        }
        skipPastSemicolon();
    }

    private boolean isAtOneOf(String... words) {
        for (String word : words) {
            if (tokens.isAt(word)) {
                return true;
            }
        }
        return false;
    }

    private void add(int start, String before) {
        int end = start;
        while (!tokens.atEnd() && !tokens.is(TokenKind.SEMICOLON)) {
            tokens.advance();
            end = tokens.since(start).end();
        }
        found.add(new EmbeddedSql(Kind.STATIC, before + body.substring(start, end), start));
        tokens.advance();
    }

    private void skipTo(String word) {
        while (!tokens.atEnd() && !tokens.isAt(word)) {
            tokens.advance();
        }
    }

    private void skipPast(String word) {
        skipTo(word);
        tokens.advance();
    }

    private void skipPastSemicolon() {
        while (!tokens.atEnd() && !tokens.is(TokenKind.SEMICOLON)) {
            tokens.advance();
        }
        tokens.advance();
    }
}
