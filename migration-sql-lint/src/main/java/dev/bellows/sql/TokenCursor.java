package dev.bellows.sql;

import dev.bellows.sql.grammar.Names;
import dev.bellows.sql.grammar.StringValues;
import dev.bellows.sql.tree.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes over the tokens of one statement, without the gaps, reading no further than it is asked to. */
final class TokenCursor {
    private record Token(TokenKind kind, int start, int end) {}

    private final String text;
    private final Scanner scanner;
    private final List<Token> ahead = new ArrayList<>(4);
    private int lastEnd;

    TokenCursor(String text) {
        this.text = text;
        this.scanner = new Scanner(CharacterWindow.over(text));
    }

    boolean atEnd() {
        return kind(0) == TokenKind.END;
    }

    /** The kind of the current token (0) or of one after it. */
    TokenKind kind(int distance) {
        return token(distance).kind();
    }

    boolean is(TokenKind kind) {
        return kind(0) == kind;
    }

    boolean isString() {
        return switch (kind(0)) {
            case STRING, ESCAPE_STRING, UNICODE_STRING, NATIONAL_STRING, DOLLAR_STRING -> true;
            default -> false;
        };
    }

    /** Whether these words, given in lower case, stand here, unquoted and in any case. */
    boolean isAt(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!isWord(i, words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Passes these words when they stand here. */
    boolean accept(String... words) {
        if (!isAt(words)) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            advance();
        }
        return true;
    }

    boolean accept(TokenKind kind) {
        if (!is(kind)) {
            return false;
        }
        advance();
        return true;
    }

    /** The unquoted word that stands here, in lower case; empty when something else does. */
    String word() {
        Token token = token(0);
        return token.kind() == TokenKind.IDENTIFIER ? Names.lowerCase(text.substring(token.start(), token.end())) : "";
    }

    /** The current token as it is written, letters in lower case. */
    String written() {
        Token token = token(0);
        return Names.lowerCase(text.substring(token.start(), token.end()));
    }

    void advance() {
        lastEnd = token(0).end();
        if (!atEnd()) {
            ahead.remove(0);
        }
    }

    /** Where the current token starts. */
    int start() {
        return token(0).start();
    }

    /** From there to the end of the last token that was passed. */
    Place since(int start) {
        return new Place(start, lastEnd);
    }

    /** Passes a name with whatever qualifies it, or gives null when none stands here. */
    @Nullable
    Name name() {
        if (!kind(0).isName()) {
            return null;
        }
        String schema = null;
        String name = part();
        while (is(TokenKind.DOT) && kind(1).isName()) {
            advance();
            schema = name;
            name = part();
        }
        return new Name(schema, name);
    }

    /** Passes the name that stands here, as PostgreSQL understands it, without what qualifies it. */
    String part() {
        Token token = token(0);
        String written = text.substring(token.start(), token.end());
        advance();
        return switch (token.kind()) {
            case IDENTIFIER -> Names.unquoted(written);
            case QUOTED_IDENTIFIER -> Names.quoted(written);
            default -> Names.unicode(written, unicodeEscape());
        };
    }

    private char unicodeEscape() {
        if (isAt("uescape") && kind(1) == TokenKind.STRING) {
            advance();
            String escape = stringValue();
            advance();
            return escape.length() == 1 ? escape.charAt(0) : '\\';
        }
        return '\\';
    }

    /** What the string that stands here means. */
    String stringValue() {
        Token token = token(0);
        return StringValues.of(text.substring(token.start(), token.end()));
    }

    /** At an opening parenthesis: goes behind the one that closes it. */
    void skipParentheses() {
        int depth = 0;
        do {
            if (is(TokenKind.LEFT_PARENTHESIS)) {
                depth++;
            } else if (is(TokenKind.RIGHT_PARENTHESIS)) {
                depth--;
            }
            advance();
        } while (depth > 0 && !atEnd());
    }

    private boolean isWord(int distance, String word) {
        Token token = token(distance);
        return token.kind() == TokenKind.IDENTIFIER
                && token.end() - token.start() == word.length()
                && Ascii.isWord(text, token.start(), word);
    }

    private Token token(int distance) {
        while (ahead.size() <= distance) {
            TokenKind kind = scanner.next();
            if (!kind.isGap()) {
                ahead.add(new Token(kind, (int) scanner.start(), (int) scanner.end()));
            }
        }
        return ahead.get(distance);
    }
}
