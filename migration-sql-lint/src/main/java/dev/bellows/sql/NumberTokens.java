package dev.bellows.sql;

/**
 * Numbers and parameters, in the forms that PostgreSQL 16 and later accept. Letters directly after a number make it an
 * {@link TokenKind#ERROR}, as the server has it since 15.
 */
final class NumberTokens {
    private final CharacterWindow window;

    /** Whether the digits read last had an underscore among them, from which a name could have begun. */
    private boolean underscore;

    NumberTokens(CharacterWindow window) {
        this.window = window;
    }

    /** At a digit, or at a dot with a digit behind it. */
    TokenKind number() {
        if (window.peek() == '0' && isRadix(window.peek(1))) {
            return withRadix();
        }
        TokenKind kind = TokenKind.INTEGER;
        underscore = false;
        if (window.peek() != '.') {
            digits();
        }
        if (window.peek() == '.' && window.peek(1) != '.') {
            kind = TokenKind.NUMERIC;
            underscore = false;
            window.position++;
            digits();
        }
        int next = window.peek();
        return next == 'e' || next == 'E' ? exponent() : unlessJunkFollows(kind);
    }

    private TokenKind exponent() {
        int sign = window.peek(1);
        if (sign == '+' || sign == '-') {
            window.position += 2;
            if (!Ascii.isDigit(window.peek())) {
                return TokenKind.ERROR;
            }
            underscore = false;
            digits();
            return unlessJunkFollows(TokenKind.NUMERIC);
        }
        window.position++;
        boolean anyDigit = Ascii.isDigit(sign);
        digits();
        // Without a sign, the e and everything up to here could be a name as well, and the longest match wins.
        return anyDigit && !Ascii.isIdentifierPart(window.peek()) ? TokenKind.NUMERIC : junk();
    }

    /** {@code $1}, at the dollar sign. */
    TokenKind parameter() {
        do {
            window.position++;
        } while (Ascii.isDigit(window.peek()));
        return Ascii.isIdentifierStart(window.peek()) ? junk() : TokenKind.PARAMETER;
    }

    private static boolean isRadix(int letter) {
        return switch (letter) {
            case 'x', 'X', 'o', 'O', 'b', 'B' -> true;
            default -> false;
        };
    }

    private TokenKind withRadix() {
        int radix =
                switch (window.peek(1)) {
                    case 'x', 'X' -> 16;
                    case 'o', 'O' -> 8;
                    default -> 2;
                };
        window.position += 2;
        boolean anyDigit = false;
        for (; ; ) {
            int underscores = window.peek() == '_' ? 1 : 0;
            if (!isDigit(window.peek(underscores), radix)) {
                break;
            }
            anyDigit = true;
            window.position += underscores + 1;
        }
        return anyDigit && !Ascii.isIdentifierPart(window.peek()) ? TokenKind.INTEGER : junk();
    }

    private static boolean isDigit(int character, int radix) {
        return character >= 0 && character < 128 && Character.digit(character, radix) >= 0;
    }

    /** Digits, with single underscores between them; none at all where the position is at something else. */
    private void digits() {
        if (!Ascii.isDigit(window.peek())) {
            return;
        }
        for (; ; ) {
            while (Ascii.isDigit(window.peek())) {
                window.position++;
            }
            if (window.peek() != '_' || !Ascii.isDigit(window.peek(1))) {
                return;
            }
            underscore = true;
            window.position++;
        }
    }

    private TokenKind unlessJunkFollows(TokenKind kind) {
        int next = window.peek();
        boolean longerAsName = Ascii.isIdentifierStart(next) || (next == '$' && underscore);
        return longerAsName ? junk() : kind;
    }

    private TokenKind junk() {
        Ascii.skipIdentifierPart(window);
        return TokenKind.ERROR;
    }
}
