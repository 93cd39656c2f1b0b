package dev.bellows.sql;

/** Strings of every kind and quoted identifiers. */
final class QuotedTokens {
    private final CharacterWindow window;

    QuotedTokens(CharacterWindow window) {
        this.window = window;
    }

    /** A string in which only a doubled quote is special; {@code opening} is the length of what opens it. */
    TokenKind string(TokenKind kind, int opening) {
        return parts(kind, opening, true, false);
    }

    /** A string in which a backslash takes the meaning from the next character. */
    TokenKind escapeString(int opening) {
        return parts(TokenKind.ESCAPE_STRING, opening, true, true);
    }

    /** A bit string; two quotes in a row are the end of it and the start of another string. */
    TokenKind bits(TokenKind kind, int opening) {
        return parts(kind, opening, false, false);
    }

    private TokenKind parts(TokenKind kind, int opening, boolean doubling, boolean escapes) {
        window.dropTokenIfKept();
        window.position += opening;
        do {
            if (!toQuote(escapes)) {
                return TokenKind.UNTERMINATED_STRING;
            }
            window.position++;
        } while ((doubling && doubled('\'')) || continued());
        return kind;
    }

    private boolean doubled(char quote) {
        if (window.peek() == quote) {
            window.position++;
            return true;
        }
        return false;
    }

    private boolean toQuote(boolean escapes) {
        do {
            char[] characters = window.characters;
            int limit = window.limit;
            int position = window.position;
            while (position < limit && characters[position] != '\'') {
                if (escapes && characters[position] == '\\') {
                    position++;
                }
                position++;
            }
            // A backslash at the very end of what is in memory has skipped a character that is not there yet.
            window.position = position;
            if (position < limit) {
                return true;
            }
        } while (more());
        return false;
    }

    private boolean more() {
        int beyond = window.position - window.limit;
        window.position = window.limit;
        while (window.fill()) {
            if (window.limit - window.position >= beyond) {
                window.position += beyond;
                return true;
            }
        }
        return false;
    }

    /** Whether the string goes on after a line break: blanks and line comments with a newline among them, then a quote. */
    private boolean continued() {
        window.hold();
        boolean newline = false;
        for (int next = window.peek(); next >= 0; next = window.peek()) {
            if (Ascii.isSpace(next)) {
                newline |= Ascii.isNewline(next);
                window.position++;
            } else if (next == '-' && window.peek(1) == '-') {
                skipLineComment();
            } else if (next == '\'' && newline) {
                window.position++;
                window.dropTokenIfKept();
                return true;
            } else {
                break;
            }
        }
        window.backToHold();
        return false;
    }

    private void skipLineComment() {
        for (int next = window.peek(); next >= 0 && !Ascii.isNewline(next); next = window.peek()) {
            window.position++;
        }
    }

    TokenKind identifier(TokenKind kind, int opening) {
        window.position += opening;
        do {
            for (int next = window.peek(); next != '"'; next = window.peek()) {
                if (next < 0) {
                    return TokenKind.UNTERMINATED_QUOTED_IDENTIFIER;
                }
                window.position++;
            }
            window.position++;
        } while (doubled('"'));
        return kind;
    }

    /** After a dollar sign that no digit follows. Without a second one, which ends the tag, it starts nothing. */
    TokenKind dollarString() {
        window.position++;
        int next = window.peek();
        if (Ascii.isIdentifierStart(next)) {
            while (Ascii.isDollarTagPart(window.peek())) {
                window.position++;
            }
            next = window.peek();
        }
        if (next != '$') {
            window.setTokenLength(1);
            return TokenKind.ERROR;
        }
        window.position++;
        String tag = window.tokenText();
        window.dropTokenIfKept();
        return toTag(tag) ? TokenKind.DOLLAR_STRING : TokenKind.UNTERMINATED_DOLLAR_STRING;
    }

    private boolean toTag(String tag) {
        do {
            char[] characters = window.characters;
            int limit = window.limit;
            int position = window.position;
            while (position < limit && characters[position] != '$') {
                position++;
            }
            window.position = position;
            if (position < limit && follows(tag)) {
                window.position += tag.length();
                return true;
            }
            if (position < limit) {
                window.position++;
            }
        } while (window.position < window.limit || window.fill());
        return false;
    }

    private boolean follows(String tag) {
        for (int i = 1; i < tag.length(); i++) {
            if (window.peek(i) != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
