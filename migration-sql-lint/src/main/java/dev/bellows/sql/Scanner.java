package dev.bellows.sql;

import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's tokens, one after the other, from a text of any length. Gives the same tokens as the grammar
 * {@code PostgresLexer}, which the tests hold it to, and needs of the text only what is in its window.
 */
final class Scanner {
    private final CharacterWindow window;
    private final QuotedTokens quoted;
    private final NumberTokens numbers;
    private final OperatorTokens operators;

    private long start;
    private boolean firstOnItsLine = true;
    private boolean lineStarts = true;

    Scanner(CharacterWindow window) {
        this.window = window;
        this.quoted = new QuotedTokens(window);
        this.numbers = new NumberTokens(window);
        this.operators = new OperatorTokens(window);
    }

    /** Reads the next token; at the end of the text, {@link TokenKind#END}. */
    TokenKind next() {
        window.startToken();
        int first = window.peek();
        start = window.offset();
        return first < 0 ? TokenKind.END : token(first);
    }

    /** The offset of the token in the text. */
    long start() {
        return start;
    }

    /** The offset after the token. */
    long end() {
        return window.offset();
    }

    /** Whether the token is this word, written in lower-case letters, in any case. */
    boolean isWord(String word) {
        int from = window.tokenStart();
        return window.tokenLength() == word.length()
                && Ascii.startsWithWord(window.characters, from, window.limit, word);
    }

    /** Whether only blanks stand before the token, which is a comment, on its line. */
    boolean isFirstOnItsLine() {
        return firstOnItsLine;
    }

    /** After text that was read past the scanner: the next token is the first on its line. */
    void atLineStart() {
        lineStarts = true;
    }

    private TokenKind token(int first) {
        if (Ascii.isSpace(first)) {
            return whitespace();
        }
        firstOnItsLine = lineStarts;
        lineStarts = false;
        if (Ascii.isIdentifierStart(first)) {
            return identifier(first);
        }
        if (Ascii.isDigit(first)) {
            return numbers.number();
        }
        return switch (first) {
            case '\'' -> quoted.string(TokenKind.STRING, 1);
            case '"' -> quoted.identifier(TokenKind.QUOTED_IDENTIFIER, 1);
            case '$' -> dollar();
            case '(' -> one(TokenKind.LEFT_PARENTHESIS);
            case ')' -> one(TokenKind.RIGHT_PARENTHESIS);
            case '[' -> one(TokenKind.LEFT_BRACKET);
            case ']' -> one(TokenKind.RIGHT_BRACKET);
            case ',' -> one(TokenKind.COMMA);
            case ';' -> one(TokenKind.SEMICOLON);
            case '.' -> dot();
            case ':' -> colon();
            case '-' -> window.peek(1) == '-' ? lineComment() : operators.operator();
            case '/' -> window.peek(1) == '*' ? blockComment() : operators.operator();
            default -> OperatorTokens.isOperatorCharacter(first) ? operators.operator() : one(TokenKind.ERROR);
        };
    }

    private TokenKind one(TokenKind kind) {
        window.position++;
        return kind;
    }

    private TokenKind two(TokenKind kind) {
        window.position += 2;
        return kind;
    }

    private TokenKind whitespace() {
        window.dropToken();
        do {
            char[] characters = window.characters;
            int limit = window.limit;
            int position = window.position;
            while (position < limit && Ascii.isSpace(characters[position])) {
                lineStarts |= Ascii.isNewline(characters[position]);
                position++;
            }
            window.position = position;
        } while (window.position == window.limit && window.fill());
        return TokenKind.WHITESPACE;
    }

    private TokenKind lineComment() {
        do {
            char[] characters = window.characters;
            int limit = window.limit;
            int position = window.position;
            while (position < limit && !Ascii.isNewline(characters[position])) {
                position++;
            }
            window.position = position;
        } while (window.position == window.limit && window.fill());
        return TokenKind.LINE_COMMENT;
    }

    private TokenKind blockComment() {
        window.dropToken();
        window.position += 2;
        for (int depth = 1; depth > 0; ) {
            int next = window.peek();
            if (next < 0) {
                return TokenKind.UNTERMINATED_COMMENT;
            }
            if (next == '*' && window.peek(1) == '/') {
                depth--;
                window.position += 2;
            } else if (next == '/' && window.peek(1) == '*') {
                depth++;
                window.position += 2;
            } else {
                window.position++;
            }
        }
        return TokenKind.BLOCK_COMMENT;
    }

    private TokenKind identifier(int first) {
        TokenKind prefixed = prefixed(first);
        if (prefixed != null) {
            return prefixed;
        }
        window.position++;
        Ascii.skipIdentifierPart(window);
        return TokenKind.IDENTIFIER;
    }

    /** A letter directly before a quote says what is quoted. */
    private @Nullable TokenKind prefixed(int first) {
        return switch (first) {
            case 'e', 'E' -> window.peek(1) == '\'' ? quoted.escapeString(2) : null;
            case 'n', 'N' -> window.peek(1) == '\'' ? quoted.string(TokenKind.NATIONAL_STRING, 2) : null;
            case 'b', 'B' -> window.peek(1) == '\'' ? quoted.bits(TokenKind.BIT_STRING, 2) : null;
            case 'x', 'X' -> window.peek(1) == '\'' ? quoted.bits(TokenKind.HEXADECIMAL_STRING, 2) : null;
            case 'u', 'U' -> window.peek(1) == '&' ? unicode(window.peek(2)) : null;
            default -> null;
        };
    }

    private @Nullable TokenKind unicode(int quote) {
        return switch (quote) {
            case '\'' -> quoted.string(TokenKind.UNICODE_STRING, 3);
            case '"' -> quoted.identifier(TokenKind.UNICODE_IDENTIFIER, 3);
            default -> null;
        };
    }

    private TokenKind dollar() {
        return Ascii.isDigit(window.peek(1)) ? numbers.parameter() : quoted.dollarString();
    }

    private TokenKind dot() {
        int next = window.peek(1);
        if (next == '.') {
            return two(TokenKind.DOT_DOT);
        }
        return Ascii.isDigit(next) ? numbers.number() : one(TokenKind.DOT);
    }

    private TokenKind colon() {
        int next = window.peek(1);
        if (next == ':') {
            return two(TokenKind.TYPECAST);
        }
        return next == '=' ? two(TokenKind.COLON_EQUALS) : one(TokenKind.COLON);
    }
}
